package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.dialect.UnderstandsPage;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// The language of HAProxy.
public final class HaproxyDialect implements Dialect {
    private static final List<Version> VERSIONS =
            List.of(
                    Version.of(2, 4),
                    Version.of(2, 5),
                    Version.of(2, 6),
                    Version.of(2, 7),
                    Version.of(2, 8),
                    Version.of(2, 9),
                    Version.of(3, 0),
                    Version.of(3, 1),
                    Version.of(3, 2),
                    Version.of(3, 3),
                    Version.of(3, 4));

    /// Made at first use: reading it takes longer than reading a small configuration.
    private static final class Table {
        private static final DirectiveTable TABLE =
                DirectiveTable.beside(HaproxyDialect.class, "haproxy.table");
    }

    static DirectiveTable table() {
        return Table.TABLE;
    }

    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public List<Version> versions() {
        return VERSIONS;
    }

    @Override
    public Version standardVersion() {
        return Version.of(3, 4);
    }

    @Override
    public int resemblance(Source source) {
        return HaproxyResemblance.of(source);
    }

    @Override
    public String filesOfDirectory() {
        return "*.cfg";
    }

    @Override
    public Reading read(Input input) {
        var all = new ArrayList<Problem>();
        var problems = new HaproxyProblems(all);
        var coverage = new LineCoverage();
        var trees = new ArrayList<HaproxyTree>();
        var comments = new ArrayList<Span>();
        for (Source source : input.texts()) {
            HaproxyTree tree = HaproxyParser.parse(source, input.version(), problems);
            trees.add(tree);
            comments.addAll(tree.comments());
        }
        HaproxyConfig config = HaproxyAssembly.assemble(trees, input, table(), problems, coverage);
        HaproxyInspection.inspect(config, problems, coverage);
        LoadBalancer balancer = HaproxyTranslator.translate(config, coverage, problems);
        return new Reading(
                balancer,
                HaproxyProblems.firstOfEachLine(all),
                coverage.coverage(),
                input.texts(),
                comments,
                HaproxySecrets.of(config));
    }

    @Override
    public String reprinted(Source source) {
        var problems = new HaproxyProblems(new ArrayList<>());
        return HaproxyParser.parse(source, standardVersion(), problems).print();
    }

    @Override
    public String understands() {
        return UnderstandsPage.of("HAProxy", VERSIONS, table(), HaproxySamples.table());
    }
}

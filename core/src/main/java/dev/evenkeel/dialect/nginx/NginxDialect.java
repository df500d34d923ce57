package dev.evenkeel.dialect.nginx;

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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// nginx, open source, 1.18 to 1.31.
public final class NginxDialect implements Dialect {
    private static final List<Version> VERSIONS =
            IntStream.rangeClosed(18, 31).mapToObj(minor -> Version.of(1, minor)).toList();

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public List<Version> versions() {
        return VERSIONS;
    }

    @Override
    public Version standardVersion() {
        return Version.of(1, 30);
    }

    @Override
    public int resemblance(Source source) {
        return NginxResemblance.of(source);
    }

    @Override
    public String filesOfDirectory() {
        return "*.conf";
    }

    @Override
    public Reading read(Input input) {
        NginxFiles files = NginxFiles.read(input);
        var problems = new NginxProblems();
        problems.addAll(files.problems());
        var coverage = new LineCoverage();
        examine(files, coverage, problems);
        List<Problem> told = NginxPlaceholders.told(problems.all(), files.trees());
        if (isTemplate(told, input)) {
            files = files.withoutDirectives();
            coverage = new LineCoverage();
        }
        var translation = new NginxProblems();
        LoadBalancer balancer = NginxTranslator.translate(files.config(), coverage, translation);
        var all = new ArrayList<Problem>(told);
        all.addAll(translation.all());
        return new Reading(
                balancer,
                all,
                coverage.coverage(),
                files.sources(),
                files.comments(),
                NginxSecrets.of(files.config().directives()));
    }

    private static void examine(NginxFiles files, LineCoverage coverage, NginxProblems problems) {
        files.mark(coverage);
        NginxGrammar.check(files.config(), coverage, problems);
        NginxRules.check(files.config(), problems);
    }

    /// Whether one of the texts that were given is a template: then nothing is known of it.
    private static boolean isTemplate(List<Problem> problems, Input input) {
        for (Problem problem : problems) {
            if (NginxPlaceholders.isTemplate(problem)
                    && input.texts().contains(problem.span().source())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String reprinted(Source source) {
        return NginxParser.parse(source).print();
    }

    @Override
    public String understands() {
        return UnderstandsPage.of("nginx", VERSIONS, table());
    }

    /// The directive table, read once.
    static DirectiveTable table() {
        return Table.TABLE;
    }

    private static final class Table {
        private static final DirectiveTable TABLE =
                DirectiveTable.beside(NginxDialect.class, "nginx.table");
    }
}

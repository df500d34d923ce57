package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The texts of one configuration, read and put together: the config, every text it came from, what
/// is wrong with their syntax, and the `include` lines that were replaced.
record NginxFiles(
        NginxConfig config,
        List<NginxTree> trees,
        List<Problem> problems,
        List<NginxDirective> includes) {
    private static final Support NOT_HERE =
            new Support.Unmodelled("the file is not here, so what it says is not known");

    NginxFiles {
        trees = List.copyOf(trees);
        problems = List.copyOf(problems);
        includes = List.copyOf(includes);
    }

    List<Source> sources() {
        var sources = new ArrayList<Source>(trees.size());
        for (NginxTree tree : trees) {
            sources.add(tree.source());
        }
        return sources;
    }

    List<Span> comments() {
        var comments = new ArrayList<Span>();
        for (NginxTree tree : trees) {
            comments.addAll(tree.comments());
        }
        return comments;
    }

    /// Says how far the `include` lines are understood: fully, when what they name is here.
    void mark(LineCoverage coverage) {
        var missing = new HashSet<Span>(config.missing());
        for (NginxDirective include : includes) {
            boolean here = !missing.contains(include.span());
            include.mark(coverage, here ? Support.UNDERSTOOD : NOT_HERE);
        }
    }

    /// Reads all texts and what they include. When one of several texts is a whole configuration,
    /// the others count only where it includes them; several pieces make one.
    static NginxFiles read(Input input) {
        var includes = new NginxIncludes(input.sources());
        var directives = new ArrayList<NginxDirective>();
        var remarks = new ArrayList<Problem>();
        Source whole = input.texts().size() > 1 ? whole(input.texts()) : null;
        for (Source text : input.texts()) {
            if (whole == null || text.equals(whole)) {
                directives.addAll(includes.read(text));
            } else {
                remarks.add(
                        Problem.remark(
                                new Span(text, 0, 0),
                                "counts only where " + whole.name() + " includes it"));
            }
        }
        if (includes.isTooLarge()) {
            directives.clear();
        }
        String context = new NginxFragment(NginxDialect.table()).context(directives);
        if (!context.equals("main")) {
            remarks.add(
                    Problem.remark(
                            directives.getFirst().span(),
                            "this is a piece of a configuration; it is read as if it stood in "
                                    + NginxContexts.shown(context)));
        }
        return new NginxFiles(
                new NginxConfig(
                        context,
                        directives,
                        input.version(),
                        input.sources(),
                        NginxDialect.table(),
                        includes.missing()),
                includes.trees(),
                concatenated(includes.problems(), remarks),
                includes.includes());
    }

    /// The text that is a whole configuration, if there is one: of several the one that is called
    /// `nginx.conf`, else the first.
    private static @Nullable Source whole(List<Source> texts) {
        Source whole = null;
        for (Source text : texts) {
            boolean main = text.name().equals("nginx.conf") || text.name().endsWith("/nginx.conf");
            if ((whole == null || main) && isWhole(NginxParser.parse(text))) {
                whole = text;
            }
        }
        return whole;
    }

    private static boolean isWhole(NginxTree tree) {
        for (NginxDirective directive : tree.directives()) {
            if (directive.hasBlock() && (directive.is("http") || directive.is("events"))) {
                return true;
            }
        }
        return false;
    }

    /// The same texts without a directive, where the main one is no configuration.
    NginxFiles withoutDirectives() {
        var none =
                new NginxConfig(
                        "main",
                        List.of(),
                        config.version(),
                        config.sources(),
                        config.table(),
                        config.missing());
        return new NginxFiles(none, trees, problems, List.of());
    }

    private static List<Problem> concatenated(List<Problem> some, List<Problem> others) {
        var all = new ArrayList<Problem>(some);
        all.addAll(others);
        return all;
    }
}

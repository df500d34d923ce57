package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The texts of one configuration, read and put together: the config, every text it came from, what
/// is wrong with their syntax, and the `include` lines that were replaced.
record NginxFiles(
        NginxConfig config,
        List<Source> sources,
        List<Span> comments,
        List<Problem> problems,
        List<NginxDirective> includes) {
    NginxFiles {
        sources = List.copyOf(sources);
        comments = List.copyOf(comments);
        problems = List.copyOf(problems);
        includes = List.copyOf(includes);
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
                sources(includes.trees()),
                comments(includes.trees()),
                concatenated(includes.problems(), remarks),
                includes.includes());
    }

    private static @Nullable Source whole(List<Source> texts) {
        for (Source text : texts) {
            for (NginxDirective directive : NginxParser.parse(text).directives()) {
                if (directive.hasBlock() && (directive.is("http") || directive.is("events"))) {
                    return text;
                }
            }
        }
        return null;
    }

    private static List<Source> sources(List<NginxTree> trees) {
        var sources = new ArrayList<Source>(trees.size());
        for (NginxTree tree : trees) {
            sources.add(tree.source());
        }
        return sources;
    }

    private static List<Span> comments(List<NginxTree> trees) {
        var comments = new ArrayList<Span>();
        for (NginxTree tree : trees) {
            comments.addAll(tree.comments());
        }
        return comments;
    }

    private static List<Problem> concatenated(List<Problem> some, List<Problem> others) {
        var all = new ArrayList<Problem>(some);
        all.addAll(others);
        return all;
    }
}

package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Puts what `include` names in its place. Patterns are read in the order of names; a pattern that
/// matches nothing is nothing; a path is relative to the directory of the main configuration,
/// wherever the `include` stands.
final class NginxIncludes {
    /// Files that come with nginx; they declare no upstream, variable or zone.
    private static final Set<String> WELL_KNOWN =
            Set.of(
                    "mime.types",
                    "fastcgi_params",
                    "fastcgi.conf",
                    "uwsgi_params",
                    "scgi_params",
                    "proxy_params",
                    "koi-utf",
                    "koi-win",
                    "win-utf");

    private final Sources sources;
    private final List<NginxTree> trees = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<NginxDirective> includes = new ArrayList<>();
    private final List<Span> missing = new ArrayList<>();
    private final List<String> chain = new ArrayList<>();
    private int directives;
    private long bytes;
    private boolean tooLarge;

    NginxIncludes(Sources sources) {
        this.sources = sources;
    }

    /// The directives of a text, and in the place of each `include` those it stands for.
    List<NginxDirective> read(Source text) {
        NginxTree tree = NginxParser.parse(text);
        trees.add(tree);
        problems.addAll(tree.problems());
        directives += count(tree.directives());
        bytes += text.length();
        return expanded(tree.directives(), 0);
    }

    private static int count(List<NginxDirective> written) {
        int count = written.size();
        for (NginxDirective directive : written) {
            count += directive.hasBlock() ? count(directive.block()) : 0;
        }
        return count;
    }

    /// Whether reading was given up because there is too much of it.
    boolean isTooLarge() {
        return tooLarge;
    }

    /// Every tree that was read, in order.
    List<NginxTree> trees() {
        return trees;
    }

    List<Problem> problems() {
        return problems;
    }

    /// Every `include` that was met.
    List<NginxDirective> includes() {
        return includes;
    }

    /// The `include` lines whose file is not here, but for those that come with nginx.
    List<Span> missing() {
        return missing;
    }

    private List<NginxDirective> expanded(List<NginxDirective> written, int depth) {
        if (!holdsInclude(written)) {
            return written;
        }
        var result = new ArrayList<NginxDirective>(written.size());
        for (NginxDirective directive : written) {
            if (tooLarge) {
                break;
            }
            if (isInclude(directive)) {
                includes.add(directive);
                include(directive, result);
            } else if (directive.hasBlock() && directive.opaque() == null) {
                result.add(directive.withBlock(expanded(directive.block(), depth + 1)));
            } else {
                result.add(directive);
            }
        }
        return result;
    }

    private static boolean isInclude(NginxDirective directive) {
        return directive.is("include") && directive.arguments() == 1 && !directive.hasBlock();
    }

    private static boolean holdsInclude(List<NginxDirective> written) {
        for (NginxDirective directive : written) {
            if (directive.hasBlock() || isInclude(directive)) {
                return true;
            }
        }
        return false;
    }

    private void include(NginxDirective directive, List<NginxDirective> into) {
        String path = directive.argument(0);
        if (!isPattern(path)) {
            file(directive, path, into);
            return;
        }
        for (String match : sources.match(path)) {
            file(directive, match, into);
        }
    }

    private static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }

    /// The bound that one file more would exceed; empty when there is room.
    private String exceeded() {
        if (chain.size() >= NginxBounds.FILES_DEEP_MAX) {
            return NginxBounds.FILES_DEEP_MAX + " files inside files";
        }
        if (trees.size() >= NginxBounds.FILES_MAX) {
            return NginxBounds.FILES_MAX + " files";
        }
        if (directives > NginxBounds.ALL_DIRECTIVES_MAX) {
            return NginxBounds.ALL_DIRECTIVES_MAX + " directives";
        }
        return bytes > NginxBounds.ALL_BYTES_MAX ? NginxBounds.ALL_BYTES_MAX + " bytes" : "";
    }

    private void file(NginxDirective directive, String path, List<NginxDirective> into) {
        if (tooLarge) {
            return;
        }
        if (chain.contains(path)) {
            refuse(
                    directive,
                    "the file " + Shown.of(path) + " includes itself",
                    "an include must not lead back to its own file");
            return;
        }
        String exceeded = exceeded();
        if (!exceeded.isEmpty()) {
            refuse(
                    directive,
                    "more than " + exceeded + " are included: the rest was not read",
                    "look for files that include each other");
            tooLarge = true;
            return;
        }
        switch (sources.read(path)) {
            case Sources.Found(Source source) -> {
                chain.add(path);
                List<NginxDirective> found = read(source);
                chain.removeLast();
                into.addAll(found);
            }
            case Sources.Missing _ -> isNotHere(directive, path);
            case Sources.Unreadable(String why) ->
                    refuse(directive, "the file " + Shown.of(path) + " " + why, "");
        }
    }

    private void isNotHere(NginxDirective directive, String path) {
        Span span = directive.span();
        problems.add(
                Problem.missing(
                        span,
                        "the included file " + Shown.of(path) + " is not here",
                        "what it says is not known; give its place with --root"));
        if (!WELL_KNOWN.contains(path.substring(path.lastIndexOf('/') + 1))) {
            missing.add(span);
        }
    }

    private void refuse(NginxDirective directive, String message, String advice) {
        problems.add(Problem.refused(directive.blamed(), message, advice));
    }
}

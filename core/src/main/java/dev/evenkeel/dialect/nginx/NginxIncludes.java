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
    /// Files inside files; real configurations stay below five.
    private static final int DEPTH_MAX = 40;

    /// Files altogether, a file counted as often as it is included.
    private static final int FILES_MAX = 20_000;

    /// Directives altogether, those of a file counted as often as it is included.
    private static final int DIRECTIVES_MAX = 2_000_000;

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

    NginxIncludes(Sources sources) {
        this.sources = sources;
    }

    /// The directives of a text, and in the place of each `include` those it stands for.
    List<NginxDirective> read(Source text) {
        NginxTree tree = NginxParser.parse(text);
        trees.add(tree);
        problems.addAll(tree.problems());
        return expanded(tree.directives(), 0);
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

    private void file(NginxDirective directive, String path, List<NginxDirective> into) {
        if (chain.contains(path)) {
            refuse(
                    directive,
                    "the file " + Shown.of(path) + " includes itself",
                    "an include must not lead back to its own file");
            return;
        }
        if (chain.size() >= DEPTH_MAX || trees.size() >= FILES_MAX || directives > DIRECTIVES_MAX) {
            refuse(directive, "too many files are included: " + Shown.of(path) + " is not", "");
            return;
        }
        switch (sources.read(path)) {
            case Sources.Found(Source source) -> {
                chain.add(path);
                List<NginxDirective> found = read(source);
                chain.removeLast();
                directives += found.size();
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

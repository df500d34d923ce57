package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.equal;
import static dev.evenkeel.dialect.nginx.NginxPlace.found;
import static dev.evenkeel.dialect.nginx.NginxPlace.implied;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What nginx does with every request before it chooses a server: it refuses what is no proper
/// request, and of an absolute target it passes on path and query only.
///
/// Source: nginx, `ngx_http_parse_request_line`, `ngx_http_validate_host` and
/// `ngx_http_process_request_header`.
final class NginxReception {
    /// Since this version hosts may hold only what RFC 3986 lets them hold.
    private static final Version STRICT = Version.of(1, 29);

    /// Before this version targets could hold blanks and control characters.
    private static final Version BLANKS_REFUSED = Version.of(1, 21);

    private static final String AUTHORITY =
            "(?:[A-Za-z0-9.-]+|\\[[A-Za-z0-9:._~!$&'()*+,;=-]*\\])(?::[0-9]*)?";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    private static final Expression URI = Expression.field(Field.Kind.URI);
    private static final Expression METHOD = Expression.field(Field.Kind.METHOD);
    private static final Expression TARGET = Expression.field(Field.Kind.TARGET);

    private final Version version;

    /// The part of a request line that is neither method nor target, with the line's end.
    private static final int LINE_REST = "  HTTP/1.1\r\n".length();

    /// Whether several slashes of a path count as one, how many bytes a request line may have, and
    /// the error pages for what is refused at once.
    record Settings(boolean merging, long lineMax, List<NginxDirective> pages) {
        private static final long BUFFER = 8 << 10;

        static Settings of(NginxLevel level) {
            NginxDirective large = level.setting("large_client_header_buffers");
            long others = large == null ? BUFFER : NginxQuantity.size(large.argument(1));
            long first = NginxQuantity.size(level.setting("client_header_buffer_size", "1k"));
            return new Settings(
                    !level.setting("merge_slashes", "on").equalsIgnoreCase("off"),
                    Math.max(others, first),
                    level.inherited("error_page"));
        }

        private @Nullable NginxDirective page(int status) {
            for (NginxDirective page : pages) {
                for (int i = 0; i < page.arguments() - 1; i++) {
                    if (page.argument(i).equals(String.valueOf(status))) {
                        return page;
                    }
                }
            }
            return null;
        }
    }

    private final Settings settings;
    private final Span span;

    NginxReception(Version version, Settings settings, Span span) {
        this.settings = settings;
        this.version = version;
        this.span = span;
    }

    Rule rule() {
        Condition traced = equal(METHOD, "TRACE", span);
        Condition tunnel = equal(METHOD, "CONNECT", span);
        var rules = new ArrayList<Rule>();
        if (!settings.merging()) {
            Expression path = Expression.field(Field.Kind.PATH);
            Expression unmerged = converted(path, "unmerged-path", List.of());
            Action set = NginxErrors.set(Field.Kind.NORMALISED_PATH, unmerged);
            rules.add(implied(Condition.ALWAYS, set, span));
        }
        if (settings.lineMax() > LINE_REST) {
            rules.add(implied(tooLong(), refusal(414), span));
        }
        rules.add(implied(improper(), refusal(400), span));
        Condition refused = new Condition.Any(List.of(traced, tunnel));
        rules.add(implied(refused, refusal(405), span));
        rules.add(implied(new Condition.Not(beginsWithSlash(URI)), relative(), span));
        return implied(
                Condition.ALWAYS, new Action.Enter(new Block(Block.RECEPTION, rules, span)), span);
    }

    /// An error page for what is refused before its headers are read is not followed.
    private Action refusal(int status) {
        var answer = new Action.Answer(status, null);
        NginxDirective page = settings.page(status);
        if (page == null) {
            return answer;
        }
        var rules =
                List.of(
                        NginxPlace.written(
                                Condition.ALWAYS,
                                new Action.Unmodelled("the error page for " + status),
                                page.span()),
                        implied(Condition.ALWAYS, answer, span));
        return new Action.Enter(new Block("refused with " + status, rules, span));
    }

    /// The target alone is looked at first, as next to no request is that long.
    private Condition tooLong() {
        long most = settings.lineMax() - LINE_REST;
        var line = new Expression.Joined(List.of(METHOD, URI));
        return new Condition.All(List.of(longer(URI, most / 2), longer(line, most)));
    }

    private Condition longer(Expression text, long length) {
        var pattern = new Matcher.Pattern("gt " + length, span);
        var matcher = new Matcher(Matcher.Method.LENGTH, false, List.of(pattern), true);
        return new Condition.Match(text, matcher, span);
    }

    private Condition improper() {
        var path = Expression.field(Field.Kind.NORMALISED_PATH);
        Expression line = new Expression.Part(Field.of(Field.Kind.HEADER_LINE, "host"));
        Expression second = new Expression.Part(new Field(Field.Kind.HEADER_LINE, "host", 2));
        Condition absolute = matches(URI, "^[A-Za-z]+://" + AUTHORITY + "(?:[/?]|$)");
        return new Condition.Any(
                List.of(
                        new Condition.Not(found(path, span)),
                        noMethod(),
                        invisible(),
                        noHost(line),
                        found(second, span),
                        new Condition.All(
                                List.of(
                                        new Condition.Not(beginsWithSlash(URI)),
                                        new Condition.Not(absolute)))));
    }

    /// Most methods are known and need no look at their letters.
    private Condition noMethod() {
        var known = new ArrayList<Matcher.Pattern>(METHODS.size());
        for (String method : METHODS) {
            known.add(new Matcher.Pattern(method, span));
        }
        var exact = new Matcher(Matcher.Method.EXACT, false, known, true);
        Condition usual = new Condition.Match(METHOD, exact, span);
        Condition proper = new Condition.Any(List.of(usual, matches(METHOD, "^[A-Z_-]+$")));
        return new Condition.Not(proper);
    }

    private Condition invisible() {
        return version.compareTo(BLANKS_REFUSED) < 0
                ? Condition.NEVER
                : new Condition.Not(found(converted(URI, "visible", List.of()), span));
    }

    private Condition noHost(Expression line) {
        List<String> rules = version.compareTo(STRICT) < 0 ? List.of() : List.of("strict");
        Condition proper = found(converted(line, "authority", rules), span);
        return new Condition.All(List.of(found(line, span), new Condition.Not(proper)));
    }

    private static Expression converted(Expression input, String name, List<String> arguments) {
        return new Expression.Converted(input, name, arguments);
    }

    private Condition matches(Expression subject, String regex) {
        return new Condition.Match(subject, NginxRegex.matcher(regex, false, span), span);
    }

    private Condition beginsWithSlash(Expression subject) {
        var pattern = new Matcher.Pattern("/", span);
        var matcher = new Matcher(Matcher.Method.PREFIX, false, List.of(pattern), true);
        return new Condition.Match(subject, matcher, span);
    }

    private Action relative() {
        var root = new Expression.Joined(List.of(Expression.text("/"), TARGET));
        var rules =
                List.of(
                        implied(beginsWithSlash(TARGET), send(TARGET), span),
                        implied(new Condition.Not(beginsWithSlash(TARGET)), send(root), span));
        return new Action.Enter(new Block("absolute target", rules, span));
    }

    private static Action send(Expression target) {
        return new Action.RewriteOutgoing(Field.of(Field.Kind.TARGET), Action.Change.SET, target);
    }
}

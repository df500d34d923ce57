package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// What HAProxy does with a request whose target is no path, before any rule sees it: it refuses
/// targets that name another host than the `Host` line, and takes the port off an absolute target
/// that its scheme has anyway. A tunnel to a path it refuses as well.
///
/// Source: HAProxy, `h1_headers_to_hdr_list` and `http_scheme_based_normalize`.
final class HaproxyReception {
    private static final Expression URI = Expression.field(Field.Kind.URI);
    private static final Expression VERSION = Expression.field(Field.Kind.HTTP_VERSION);
    private static final Expression SCHEME = Expression.field(Field.Kind.SCHEME);
    private static final Expression METHOD = Expression.field(Field.Kind.METHOD);

    /// Methods that HAProxy knows and that may not ask for `*`.
    private static final String[] BOUND = {
        "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT"
    };

    private static final String USUAL_PORT = "^(http://[^/?]*):(?:80)?([/?].*)?$";
    private static final String USUAL_TLS_PORT = "^(https://[^/?]*):(?:443)?([/?].*)?$";
    private static final String WITHOUT_PATH = "^([a-z][a-z0-9+.-]*://[^/?]*)()$";

    private final Version version;
    private final boolean refuses;
    private final Span span;

    /// `refuses` unless a section accepts what is no proper request.
    HaproxyReception(Version version, boolean refuses, Span span) {
        this.version = version;
        this.refuses = refuses;
        this.span = span;
    }

    Rule rule() {
        var rules = new ArrayList<Rule>(7);
        Condition tunnel = equal(METHOD, "CONNECT");
        Condition isPath = startsWith("/");
        if (refuses || version.atLeast(3, 0)) {
            Condition both = HaproxyLogic.all(List.of(tunnel, isPath));
            rules.add(rule(both, new Action.Answer(400, null)));
        }
        if (refuses) {
            rules.add(rule(refused(), new Action.Answer(400, null)));
        }
        rules.add(rule(tunnel, new Action.Unmodelled("a request for a tunnel")));
        rules.add(replaced(USUAL_PORT, "", Condition.ALWAYS));
        rules.add(replaced(USUAL_TLS_PORT, "", Condition.ALWAYS));
        if (version.atLeast(2, 9)) {
            Condition asksForOptions = equal(METHOD, "OPTIONS");
            Condition when =
                    version.atLeast(3, 2) ? HaproxyLogic.not(asksForOptions) : Condition.ALWAYS;
            rules.add(replaced(WITHOUT_PATH, "/", when));
        }
        var absolute = new Action.Enter(new Block("absolute target", rules, span));
        Condition alone = equal(VERSION, "1.0", "1.1");
        Condition inPieces = HaproxyLogic.not(alone);
        Condition secure = equal(SCHEME, "https");
        var both =
                List.of(
                        rule(alone, absolute),
                        rule(
                                HaproxyLogic.all(List.of(inPieces, secure)),
                                withoutPort("^(.*):(?:443)?$")),
                        rule(
                                HaproxyLogic.all(List.of(inPieces, HaproxyLogic.not(secure))),
                                withoutPort("^(.*):(?:80)?$")));
        return rule(
                HaproxyLogic.any(List.of(HaproxyLogic.not(isPath), tunnel)),
                new Action.Enter(new Block(Block.RECEPTION, both, span)));
    }

    /// From version 2 of HTTP on the host does not stand in the target.
    private static Action withoutPort(String regex) {
        Field line = Field.of(Field.Kind.HEADER_LINE, "host");
        return new Action.Replace(line, regex, false, new Expression.Capture("1"));
    }

    /// Since 3.0 also what is neither `*` nor absolute.
    private Condition refused() {
        Expression line = new Expression.Part(Field.of(Field.Kind.HEADER_LINE, "host"));
        var both = new Expression.Joined(List.of(URI, Expression.text(" "), line));
        var rules = version.atLeast(3, 0) ? List.<String>of() : List.of("none is any");
        Condition same = found(new Expression.Converted(both, "same-authority", rules));
        Condition star = startsWith("*");
        Condition tunnel = equal(METHOD, "CONNECT");
        var any = new ArrayList<Condition>(3);
        any.add(
                HaproxyLogic.all(
                        List.of(
                                HaproxyLogic.not(star),
                                HaproxyLogic.not(tunnel),
                                found(line),
                                HaproxyLogic.not(same))));
        if (version.atLeast(3, 0)) {
            Condition all = HaproxyLogic.not(equal(URI, "*"));
            Condition bound = equal(METHOD, BOUND);
            any.add(HaproxyLogic.all(List.of(star, HaproxyLogic.any(List.of(all, bound)))));
            Condition absolute = matches("^[a-z][a-z0-9+.-]*://");
            any.add(HaproxyLogic.not(HaproxyLogic.any(List.of(star, tunnel, absolute))));
        }
        return HaproxyLogic.any(any);
    }

    /// The `Host` lines follow a target that is changed.
    private Rule replaced(String regex, String behind, Condition when) {
        var value =
                new Expression.Joined(
                        List.of(
                                new Expression.Capture("1"),
                                Expression.text(behind),
                                new Expression.Capture("2")));
        var replace = new Action.Replace(Field.of(Field.Kind.URI), regex, true, value);
        return rule(when, replace);
    }

    private Rule rule(Condition when, Action action) {
        return new Rule(when, action, Rule.Origin.IMPLIED, span);
    }

    private Condition startsWith(String text) {
        return new Condition.Match(URI, matcher(Matcher.Method.PREFIX, text), span);
    }

    private Condition equal(Expression subject, String... texts) {
        return new Condition.Match(subject, matcher(Matcher.Method.EXACT, texts), span);
    }

    private Condition matches(String regex) {
        var pattern = new Matcher.Pattern(regex, span);
        var matcher = new Matcher(Matcher.Method.REGEX, true, List.of(pattern), true);
        return new Condition.Match(URI, matcher, span);
    }

    private Condition found(Expression subject) {
        return new Condition.Match(subject, matcher(Matcher.Method.FOUND), span);
    }

    private Matcher matcher(Matcher.Method method, String... texts) {
        var patterns = new ArrayList<Matcher.Pattern>(texts.length);
        for (String text : texts) {
            patterns.add(new Matcher.Pattern(text, span));
        }
        return new Matcher(method, false, patterns, true);
    }
}

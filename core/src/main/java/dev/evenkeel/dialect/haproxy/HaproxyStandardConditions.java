package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// The conditions that exist without being written. Source: configuration manual, 7.4.
final class HaproxyStandardConditions {
    private HaproxyStandardConditions() {}

    static Condition of(String name, boolean http, Span span) {
        return switch (name) {
            case "TRUE", "WAIT_END" -> Condition.ALWAYS;
            case "HTTP" -> http ? Condition.ALWAYS : new Condition.Unknown(name, span);
            case "FALSE" -> Condition.NEVER;
            case "LOCALHOST" ->
                    match(
                            Expression.field(Field.Kind.SOURCE),
                            Matcher.Method.NETWORK,
                            span,
                            "127.0.0.1/8",
                            "::1");
            case "HTTP_1.0", "HTTP_1.1", "HTTP_2.0", "HTTP_3.0" ->
                    match(
                            Expression.field(Field.Kind.HTTP_VERSION),
                            Matcher.Method.EXACT,
                            span,
                            name.substring("HTTP_".length()));
            case "METH_GET" -> method(span, "GET", "HEAD");
            case "METH_CONNECT",
                    "METH_DELETE",
                    "METH_HEAD",
                    "METH_OPTIONS",
                    "METH_POST",
                    "METH_PUT",
                    "METH_TRACE" ->
                    method(span, name.substring("METH_".length()));
            case "HTTP_URL_ABS" -> uri(Matcher.Method.REGEX, span, "^[^/:]*://");
            case "HTTP_URL_SLASH" -> uri(Matcher.Method.PREFIX, span, "/");
            case "HTTP_URL_STAR" -> uri(Matcher.Method.EXACT, span, "*");
            case "HTTP_CONTENT" ->
                    match(
                            new Expression.Converted(
                                    new Expression.Part(
                                            Field.of(Field.Kind.HEADER, "content-length")),
                                    "leading-integer",
                                    List.of()),
                            Matcher.Method.INTEGER,
                            span,
                            "gt 0");
            default -> new Condition.Unknown(name, span);
        };
    }

    private static Condition method(Span span, String... names) {
        return match(Expression.field(Field.Kind.METHOD), Matcher.Method.EXACT, span, names);
    }

    private static Condition uri(Matcher.Method method, Span span, String pattern) {
        return match(Expression.field(Field.Kind.URI), method, span, pattern);
    }

    private static Condition match(
            Expression subject, Matcher.Method method, Span span, String... texts) {
        var patterns = new ArrayList<Matcher.Pattern>(texts.length);
        for (String text : texts) {
            patterns.add(new Matcher.Pattern(text, span));
        }
        return new Condition.Match(subject, new Matcher(method, false, patterns, true), span);
    }
}

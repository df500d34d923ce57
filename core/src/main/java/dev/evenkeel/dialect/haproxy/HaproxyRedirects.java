package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// Reads redirects: `location`, `prefix` or `scheme`, a code and options.
final class HaproxyRedirects {
    private final HaproxyReader reader;

    HaproxyRedirects(HaproxyReader reader) {
        this.reader = reader;
    }

    /// Reads what stands from a word on. With `formatted` values are formats (in `http-request`
    /// rules), else they are taken literally.
    HaproxyAction read(HaproxyLine line, int from, boolean formatted, HaproxyPlace place)
            throws HaproxyRefusal {
        String kind = "";
        Expression value = Expression.text("");
        Support support = Support.UNDERSTOOD;
        int status = 302;
        boolean dropsQuery = false;
        boolean keepsQuery = false;
        boolean appendsSlash = false;
        boolean ignoresEmpty = false;
        int i = from;
        while (i < line.size() && !HaproxyActions.isCondition(line, i)) {
            switch (line.word(i)) {
                case "location", "prefix", "scheme" -> {
                    kind = line.word(i);
                    if (formatted) {
                        HaproxyFormat.Text text = reader.formats.read(line, i + 1, place);
                        value = text.expression();
                        support = text.support();
                    } else {
                        value = Expression.text(line.word(i + 1));
                    }
                    i += 2;
                }
                case "code" -> {
                    status = HaproxyQuantities.number(line.word(i + 1));
                    i += 2;
                }
                case "set-cookie", "clear-cookie" -> i += 2;
                case "drop-query" -> {
                    dropsQuery = true;
                    i++;
                }
                case "keep-query" -> {
                    keepsQuery = true;
                    i++;
                }
                case "ignore-empty" -> {
                    ignoresEmpty = true;
                    i++;
                }
                case "append-slash" -> {
                    appendsSlash = true;
                    i++;
                }
                default -> i++;
            }
        }
        Expression rest =
                new Expression.Converted(
                        Expression.field(dropsQuery ? Field.Kind.PATH : Field.Kind.TARGET),
                        "default-to",
                        List.of("/"));
        Expression location =
                switch (kind) {
                    case "prefix" -> isRoot(value) ? rest : joined(value, rest);
                    case "scheme" -> joined(value, Expression.text("://"), host(), rest);
                    default -> keepsQuery ? withQuery(value) : value;
                };
        if (appendsSlash && !kind.equals("location")) {
            location = new Expression.Converted(location, "append-slash", List.of());
        }
        Condition only =
                ignoresEmpty ? isNotEmpty(joined(value), line.span(from)) : Condition.ALWAYS;
        return new HaproxyAction(new Action.Answer(status, location), i, support, only);
    }

    private static Condition isNotEmpty(Expression value, Span span) {
        var empty =
                new Matcher(
                        Matcher.Method.EXACT, false, List.of(new Matcher.Pattern("", span)), true);
        return new Condition.Not(new Condition.Match(value, empty, span));
    }

    private static Expression withQuery(Expression location) {
        return new Expression.Converted(
                joined(location, Expression.text("?"), Expression.field(Field.Kind.QUERY)),
                "join-query",
                List.of());
    }

    private static Expression host() {
        return new Expression.Part(new Field(Field.Kind.HEADER, "host", 1));
    }

    private static boolean isRoot(Expression value) {
        return value instanceof Expression.Text(String text) && text.equals("/");
    }

    private static Expression joined(Expression... parts) {
        var flat = new ArrayList<Expression>();
        for (Expression part : parts) {
            if (part instanceof Expression.Joined(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(part);
            }
        }
        return new Expression.Joined(flat);
    }
}

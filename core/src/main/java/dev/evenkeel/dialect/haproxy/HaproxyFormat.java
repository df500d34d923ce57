package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads log-format strings: text with `%[expression]`, `%alias` and `%%` in it.
final class HaproxyFormat {
    private final HaproxyContext context;
    private final HaproxyScope scope;
    private final HaproxyExpressions expressions;

    HaproxyFormat(HaproxyContext context, HaproxyScope scope, HaproxyExpressions expressions) {
        this.context = context;
        this.scope = scope;
        this.expressions = expressions;
    }

    /// What a format gives, and how far that is understood.
    record Text(Expression expression, Support support) {}

    /// Parts found so far, and the literal text since the last of them.
    private static final class Parts {
        private final List<Expression> parts = new ArrayList<>(2);
        private final StringBuilder literal = new StringBuilder();
        private Support support = Support.UNDERSTOOD;

        void add(Expression part, Support understood) {
            flush();
            parts.add(part);
            support = Support.worse(support, understood);
        }

        void flush() {
            if (!literal.isEmpty()) {
                parts.add(Expression.text(literal.toString()));
                literal.setLength(0);
            }
        }

        Text text() {
            flush();
            Expression whole =
                    switch (parts.size()) {
                        case 0 -> Expression.text("");
                        case 1 -> parts.getFirst();
                        default -> new Expression.Joined(parts);
                    };
            return new Text(whole, support);
        }
    }

    /// Reads a whole word as a format.
    Text read(HaproxyLine line, int word, HaproxyPlace place) throws HaproxyRefusal {
        String text = line.word(word);
        if (line.isUnresolved(word)) {
            return new Text(
                    new Expression.Unknown(text, line.span(word)), HaproxyExpressions.UNRESOLVED);
        }
        if (text.indexOf('%') < 0) {
            return new Text(Expression.text(text), Support.UNDERSTOOD);
        }
        var parts = new Parts();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '%') {
                parts.literal.append(c);
                i++;
            } else {
                i = item(line, word, i + 1, place, parts);
            }
        }
        return parts.text();
    }

    /// Reads what stands behind a `%` and returns where it ends.
    private int item(HaproxyLine line, int word, int at, HaproxyPlace place, Parts parts)
            throws HaproxyRefusal {
        String text = line.word(word);
        Span span = line.span(word);
        int i = at;
        if (i < text.length() && text.charAt(i) == '(' && context.atLeast(3, 0)) {
            i = behind(text, i, ')', span);
        }
        String flags = "";
        if (i < text.length() && text.charAt(i) == '{') {
            int close = behind(text, i, '}', span);
            flags = text.substring(i + 1, close - 1);
            i = close;
            if (i >= text.length()
                    || (text.charAt(i) != '['
                            && !HaproxyCharacters.isAlphanumeric(text.charAt(i)))) {
                throw new HaproxyRefusal(
                        span,
                        "the flags '%{" + flags + "}' stand before no variable",
                        "write one behind them");
            }
        }
        if (i >= text.length()) {
            throw new HaproxyRefusal(
                    span, "the text ends behind a '%'", "write %% for a percent sign");
        }
        char c = text.charAt(i);
        if (c == '[') {
            return expression(line, word, i + 1, flags, place, parts);
        }
        if (HaproxyCharacters.isAlphanumeric(c)
                && (HaproxyCharacters.isLetter(c) || !flags.isEmpty())) {
            int end = i;
            while (end < text.length() && HaproxyCharacters.isAlphanumeric(text.charAt(end))) {
                end++;
            }
            alias(text.substring(i, end), span, parts);
            return end;
        }
        if (c == ' ' || c == '\t' || HaproxyCharacters.isDigit(c)) {
            throw new HaproxyRefusal(
                    span,
                    "the '%' before '" + c + "' begins no variable",
                    "write %% for a percent sign");
        }
        parts.literal.append(c);
        return i + 1;
    }

    private int expression(
            HaproxyLine line, int word, int at, String flags, HaproxyPlace place, Parts parts)
            throws HaproxyRefusal {
        HaproxySample sample = expressions.inside(line, word, at, place);
        String text = line.word(word);
        if (sample.word() != word || text.charAt(sample.end()) != ']') {
            String found =
                    sample.word() != word ? "the end" : "'" + text.charAt(sample.end()) + "'";
            throw new HaproxyRefusal(
                    line.span(word),
                    "']' is missing behind '%[" + text.substring(at) + "', " + found + " was found",
                    "add it");
        }
        String converter = encoding(flags);
        Expression value = sample.expression();
        parts.add(
                converter.isEmpty() || sample.isUnknown()
                        ? HaproxyConverters.cast(value, sample.type(), HaproxyType.STR)
                        : new Expression.Converted(value, converter, List.of()),
                sample.support());
        return sample.end() + 1;
    }

    /// What flags do to a value: quotes around it, or hexadecimal escapes in it.
    private static String encoding(String flags) {
        if (flags.contains("+Q")) {
            return "quote";
        }
        return flags.contains("+E") ? "escape" : "";
    }

    private void alias(String name, Span span, Parts parts) throws HaproxyRefusal {
        if (name.equals("o")) {
            return;
        }
        if (!scope.isHttp() && isOfHttp(name)) {
            throw new HaproxyRefusal(
                    span, "'%" + name + "' exists in HTTP mode only", "set mode http");
        }
        if (!isAlias(name)) {
            throw new HaproxyRefusal(
                    span, "'%" + name + "' is no variable", "write %% for a percent sign");
        }
        Expression known = meaning(name);
        parts.add(
                known == null ? new Expression.Unknown("%" + name, span) : known,
                known == null
                        ? new Support.Limited("the value of %" + name + " is not modelled")
                        : Support.UNDERSTOOD);
    }

    private @Nullable Expression meaning(String name) {
        return switch (name) {
            case "ci" -> Expression.field(Field.Kind.SOURCE);
            case "cp" -> Expression.field(Field.Kind.SOURCE_PORT);
            case "fi" -> Expression.field(Field.Kind.DESTINATION);
            case "fp" -> Expression.field(Field.Kind.DESTINATION_PORT);
            case "f" -> scope.isFrontend() ? Expression.text(scope.name()) : null;
            case "HM" -> Expression.field(Field.Kind.METHOD);
            case "HU" -> Expression.field(Field.Kind.URI);
            case "HV" ->
                    new Expression.Joined(
                            List.of(
                                    Expression.text("HTTP/"),
                                    Expression.field(Field.Kind.HTTP_VERSION)));
            default -> null;
        };
    }

    private static boolean isOfHttp(String name) {
        return switch (name) {
            case "CC",
                    "CS",
                    "Ta",
                    "Ti",
                    "Tq",
                    "Tr",
                    "TR",
                    "HM",
                    "HP",
                    "HPO",
                    "HQ",
                    "HU",
                    "HV",
                    "r",
                    "tr",
                    "trg",
                    "trl" ->
                    true;
            default -> false;
        };
    }

    private boolean isAlias(String name) {
        return switch (name) {
            case "B",
                    "H",
                    "ID",
                    "ST",
                    "T",
                    "Tc",
                    "Th",
                    "Tl",
                    "Td",
                    "Ts",
                    "Tt",
                    "Tu",
                    "Tw",
                    "U",
                    "ac",
                    "b",
                    "bc",
                    "bi",
                    "bp",
                    "bq",
                    "ci",
                    "cp",
                    "f",
                    "fc",
                    "fi",
                    "fp",
                    "ft",
                    "hr",
                    "hrl",
                    "hs",
                    "hsl",
                    "lc",
                    "ms",
                    "pid",
                    "rc",
                    "rt",
                    "s",
                    "sc",
                    "si",
                    "sp",
                    "sq",
                    "sslc",
                    "sslv",
                    "t",
                    "ts",
                    "tsc" ->
                    true;
            case "OG" -> context.atLeast(3, 0);
            default -> isOfHttp(name);
        };
    }

    private static int behind(String text, int open, char close, Span span) throws HaproxyRefusal {
        int end = text.indexOf(close, open);
        if (end < 0) {
            throw new HaproxyRefusal(
                    span,
                    "'" + close + "' is missing behind '" + text.substring(open) + "'",
                    "add it");
        }
        return end + 1;
    }
}

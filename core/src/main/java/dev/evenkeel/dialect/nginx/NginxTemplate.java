package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Expression;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A text with variables (`$name`, `${name}`) and captures (`$1` to `$9`).
///
/// `locals` are variables that have a meaning of their own at this place; `captures` changes the
/// captured groups, where nginx escapes them.
record NginxTemplate(
        NginxVariables variables,
        NginxDirective at,
        Map<String, Expression> locals,
        UnaryOperator<Expression> captures) {

    /// A compiled template; `unknown` names the first variable that is not known before run time,
    /// `null` when there is none.
    record Value(Expression expression, @Nullable String unknown) {
        boolean isText() {
            return expression instanceof Expression.Text;
        }

        /// Whether a part of it is written, so that it is never empty.
        boolean hasText() {
            return switch (expression) {
                case Expression.Text(String text) -> !text.isEmpty();
                case Expression.Joined(List<Expression> parts) ->
                        parts.stream().anyMatch(Expression.Text.class::isInstance);
                default -> false;
            };
        }

        /// The text of a template without variables, else nothing.
        String text() {
            return expression instanceof Expression.Text(String text) ? text : "";
        }
    }

    NginxTemplate(NginxVariables variables, NginxDirective at) {
        this(variables, at, Map.of(), UnaryOperator.identity());
    }

    NginxTemplate escaping(UnaryOperator<Expression> change) {
        return new NginxTemplate(variables, at, locals, change);
    }

    Value value(String text) {
        if (text.indexOf('$') < 0) {
            return new Value(Expression.text(text), null);
        }
        var parts = new ArrayList<Expression>();
        @Nullable String unknown = null;
        int literal = 0;
        int at = text.indexOf('$');
        while (at >= 0) {
            int end = nameEnd(text, at);
            if (end > at + 1) {
                if (at > literal) {
                    parts.add(Expression.text(text.substring(literal, at)));
                }
                Value part = part(text.substring(at, end));
                unknown = unknown == null ? part.unknown : unknown;
                parts.add(part.expression);
                literal = end;
            }
            at = text.indexOf('$', Math.max(end, at + 1));
        }
        if (literal < text.length()) {
            parts.add(Expression.text(text.substring(literal)));
        }
        return new Value(parts.size() == 1 ? single(parts) : joined(parts), unknown);
    }

    /// A value that may be nothing is the empty text to nginx.
    private static Expression single(List<Expression> parts) {
        return NginxTemplate.textual(parts.getFirst());
    }

    private static Expression joined(List<Expression> parts) {
        var flat = new ArrayList<Expression>(parts.size());
        for (Expression part : parts) {
            if (part instanceof Expression.Joined(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(part);
            }
        }
        return new Expression.Joined(flat);
    }

    /// The same value, and the empty text where it is nothing.
    static Expression textual(Expression value) {
        return switch (value) {
            case Expression.Text _, Expression.Joined _, Expression.Unknown _ -> value;
            case Expression.Lookup _, Expression.Split _ -> value;
            case Expression.Part _,
                    Expression.Variable _,
                    Expression.Capture _,
                    Expression.Converted _ ->
                    new Expression.Joined(List.of(value));
        };
    }

    private Value part(String written) {
        char first = written.charAt(1);
        if (first >= '1' && first <= '9') {
            var capture = new Expression.Capture(String.valueOf(first));
            return new Value(captures.apply(capture), null);
        }
        String name = NginxVariables.name(written);
        Expression local = locals.get(name);
        return local != null ? new Value(local, null) : variables.value(name, at);
    }

    /// The offset behind the variable that starts at a dollar sign; the offset behind the dollar
    /// sign when there is none.
    static int nameEnd(String text, int dollar) {
        int at = dollar + 1;
        if (at < text.length() && text.charAt(at) >= '1' && text.charAt(at) <= '9') {
            return at + 1;
        }
        boolean braced = at < text.length() && text.charAt(at) == '{';
        int start = braced ? at + 1 : at;
        int end = start;
        while (end < text.length() && isNameChar(text.charAt(end))) {
            end++;
        }
        if (end == start || (braced && (end >= text.length() || text.charAt(end) != '}'))) {
            return dollar + 1;
        }
        return braced ? end + 1 : end;
    }

    private static boolean isNameChar(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '_';
    }
}

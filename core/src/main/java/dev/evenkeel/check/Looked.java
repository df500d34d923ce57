package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a condition looks at. `fields` are the parts of a request; `isPlain` that there is nothing
/// beside them, and nothing that can never hold by itself.
record Looked(Set<Field> fields, boolean isPlain) {
    static Looked of(Condition condition) {
        var found = new Search();
        found.condition(condition);
        return new Looked(Set.copyOf(found.fields), found.plain);
    }

    /// Whether a change of a field may change what it sees.
    boolean sees(Field changed) {
        for (Field field : fields) {
            if (part(field).equals(part(changed))) {
                return true;
            }
        }
        return false;
    }

    /// What of a request a field belongs to.
    private static String part(Field field) {
        return switch (field.kind()) {
            case PATH,
                    NORMALISED_PATH,
                    TARGET,
                    URI,
                    QUERY,
                    NORMALISED_QUERY,
                    QUERY_PARAMETER,
                    QUERY_ARGUMENT,
                    QUERY_PARAMETER_ANY_CASE ->
                    "target";
            case HOST -> "header host";
            case HEADER, HEADER_LINE, HEADER_COUNT -> "header " + field.name();
            case COOKIE, COOKIE_ANY_CASE -> "header cookie";
            default -> field.kind().name();
        };
    }

    private static final class Search {
        private final Set<Field> fields = new HashSet<>();
        private boolean plain = true;

        private void condition(Condition condition) {
            switch (condition) {
                case Condition.Always _ -> {}
                case Condition.Never _, Condition.Undefined _, Condition.Unknown _ -> plain = false;
                case Condition.All(List<Condition> parts) -> parts.forEach(this::condition);
                case Condition.Any(List<Condition> parts) -> parts.forEach(this::condition);
                case Condition.Not(Condition part) -> condition(part);
                case Condition.Named(var declaration, _) -> condition(declaration.condition());
                case Condition.Match(Expression subject, Matcher matcher, _) -> {
                    plain &= matcher.complete();
                    plain &= !matcher.needsPatterns() || !matcher.patterns().isEmpty();
                    expression(subject);
                }
            }
        }

        private void expression(Expression expression) {
            switch (expression) {
                case Expression.Part(Field field) -> fields.add(field);
                case Expression.Converted(Expression input, _, _) -> expression(input);
                case Expression.Joined(List<Expression> parts) -> parts.forEach(this::expression);
                case Expression.Text _ -> {}
                case Expression.Variable _,
                        Expression.Capture _,
                        Expression.Lookup _,
                        Expression.Split _,
                        Expression.Unknown _ ->
                        plain = false;
            }
        }
    }
}

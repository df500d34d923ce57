package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;

import java.util.ArrayList;
import java.util.List;

/// The several paths or hosts that a condition asks for.
public final class Alternatives {
    /// Lists that are longer are data, not rules.
    private static final int LISTED_MAX = 16;

    private Alternatives() {}

    /// One comparison for each path or host of which a condition asks for any; empty when it asks
    /// for one, for too many, or in another way.
    public static List<Condition.Match> of(Condition condition) {
        if (condition instanceof Condition.All(List<Condition> parts)) {
            for (Condition part : parts) {
                List<Condition.Match> found = of(part);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return List.of();
        }
        var all = new ArrayList<Condition.Match>();
        boolean plain = collect(condition, all);
        return plain && all.size() > 1 && all.size() <= LISTED_MAX ? all : List.of();
    }

    private static boolean collect(Condition condition, List<Condition.Match> all) {
        return switch (condition) {
            case Condition.Named(var declaration, _) -> collect(declaration.condition(), all);
            case Condition.Any(List<Condition> parts) -> {
                boolean plain = true;
                for (Condition part : parts) {
                    plain &= collect(part, all);
                }
                yield plain;
            }
            case Condition.Match(Expression subject, Matcher matcher, var span) -> {
                boolean few = matcher.patterns().size() <= LISTED_MAX;
                for (int i = 0; few && i < matcher.patterns().size(); i++) {
                    List<Matcher.Pattern> one = List.of(matcher.patterns().get(i));
                    var each = new Matcher(matcher.method(), matcher.ignoreCase(), one, true);
                    all.add(new Condition.Match(subject, each, span));
                }
                yield few && matcher.complete() && isPathOrHost(subject) && isPlain(matcher);
            }
            case Condition.All _,
                    Condition.Not _,
                    Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Unknown _ ->
                    false;
        };
    }

    private static boolean isPathOrHost(Expression subject) {
        return subject instanceof Expression.Part(Field field)
                && switch (field.kind()) {
                    case PATH, NORMALISED_PATH, HOST -> true;
                    case HEADER, HEADER_LINE -> field.name().equals("host");
                    default -> false;
                };
    }

    private static boolean isPlain(Matcher matcher) {
        return switch (matcher.method()) {
            case EXACT, PREFIX, SUFFIX, DIRECTORY, DOMAIN -> true;
            default -> false;
        };
    }
}

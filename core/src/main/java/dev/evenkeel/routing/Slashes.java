package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;

import java.util.List;

/// Which values begin with a slash whatever was received: a target that does is a path, and names
/// no host.
final class Slashes {
    private Slashes() {}

    static boolean isFirst(Expression value) {
        return switch (value) {
            case Expression.Text(String text) -> text.startsWith("/");
            case Expression.Part(Field field) ->
                    switch (field.kind()) {
                        case PATH, TARGET, URI -> true;
                        default -> false;
                    };
            case Expression.Joined(List<Expression> parts) -> isFirstOf(parts);
            case Expression.Converted(Expression input, String name, List<String> arguments) ->
                    switch (name) {
                        case "lower", "upper" -> isFirst(input);
                        case "beginning" ->
                                arguments.equals(List.of("before", "?")) && isFirst(input);
                        case "regsub" -> keepsSlash(arguments) && isFirst(input);
                        case Rewriting.GROUP -> beginsThere(arguments) && isFirst(input);
                        default -> false;
                    };
            case Expression.Variable _,
                    Expression.Capture _,
                    Expression.Lookup _,
                    Expression.Split _,
                    Expression.Unknown _ ->
                    false;
        };
    }

    /// Empty texts stand before nothing.
    private static boolean isFirstOf(List<Expression> parts) {
        for (Expression part : parts) {
            if (!part.equals(Expression.text(""))) {
                return isFirst(part);
            }
        }
        return false;
    }

    /// What is replaced begins with a slash, and so does what takes its place.
    private static boolean keepsSlash(List<String> arguments) {
        return arguments.getFirst().startsWith("^/")
                && arguments.getFirst().indexOf('|') < 0
                && Function.argument(arguments, 1).startsWith("/");
    }

    /// The first group begins where the text begins, and always takes part.
    private static boolean beginsThere(List<String> arguments) {
        String regex = arguments.get(1);
        boolean first =
                regex.startsWith("^(/")
                        || regex.startsWith("^(.*)")
                        || regex.startsWith("^([^?]*)");
        return arguments.getFirst().equals("1")
                && first
                && regex.indexOf('|') < 0
                && !regex.contains(")?")
                && !regex.contains(")*")
                && !regex.contains("){");
    }
}

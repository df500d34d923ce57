package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A named function of expressions: turns a known value into another, or into nothing. The request
/// is at hand for the few that look at variables.
@FunctionalInterface
interface Function {
    @Nullable String apply(String input, List<String> arguments, RequestState state);

    static String argument(List<String> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }

    /// A number among the arguments; `otherwise` when it is left out.
    static int number(List<String> arguments, int index, int otherwise) {
        Long number = Integers.parse(argument(arguments, index));
        return number == null ? otherwise : Math.clamp(number, -1_000_000, 1_000_000);
    }
}

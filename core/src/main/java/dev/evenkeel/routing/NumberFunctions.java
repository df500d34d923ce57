package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.function.LongUnaryOperator;

/// Functions of whole numbers, which saturate. Source: HAProxy, `src/sample.c`.
final class NumberFunctions {
    private NumberFunctions() {}

    static @Nullable String of(String text, LongUnaryOperator operator) {
        Long number = Integers.leading(text);
        return number == null ? null : String.valueOf(operator.applyAsLong(number));
    }

    /// `argument` is a number or the name of a variable.
    static @Nullable String of(String name, String text, String argument, RequestState state) {
        Long number = Integers.leading(text);
        Long operand = Integers.parse(argument);
        if (operand == null) {
            String value = state.variable(argument);
            if (RequestState.isUnknown(value)) {
                return RequestState.UNKNOWN;
            }
            operand = value == null ? null : Integers.leading(value);
        }
        return number == null || operand == null
                ? null
                : String.valueOf(calculated(name, number, operand));
    }

    private static long calculated(String name, long a, long b) {
        return switch (name) {
            case "add" -> saturatedSum(a, b);
            case "sub" ->
                    b == Long.MIN_VALUE ? saturatedSum(a, Long.MAX_VALUE) : saturatedSum(a, -b);
            case "mul" -> saturatedProduct(a, b);
            case "div" ->
                    b == 0
                            ? Long.MAX_VALUE
                            : b == -1 && a == Long.MIN_VALUE ? Long.MAX_VALUE : a / b;
            case "mod" -> b == 0 ? 0 : b == -1 ? 0 : a % b;
            case "and" -> a & b;
            case "or" -> a | b;
            case "xor" -> a ^ b;
            default -> throw new IllegalStateException("no calculation: " + name);
        };
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    private static long saturatedProduct(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
            return low;
        }
        return (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    static @Nullable String hexadecimal(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return null;
            }
            value = (value << 4) + digit;
        }
        return String.valueOf(value);
    }

    static @Nullable String binary(String text) {
        Long number = Integers.leading(text);
        return number == null ? null : Bytes.of(number);
    }

    static @Nullable String fourBytes(String text) {
        Long number = Integers.leading(text);
        return number == null ? null : Bytes.of(number).substring(4);
    }
}

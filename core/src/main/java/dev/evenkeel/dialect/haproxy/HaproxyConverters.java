package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Expression;
import dev.evenkeel.text.Span;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What converters mean. Changes of type that alter the bytes are written out: `hex` where binary
/// becomes text, `binary-number` and `binary-address` where a number or an address is read as bytes
/// in network order.
final class HaproxyConverters {
    private static final Map<String, String> REGEX_FLAGS = Map.of("i", "i", "g", "g");

    private final HaproxyContext context;
    private Support support = Support.UNDERSTOOD;

    HaproxyConverters(HaproxyContext context) {
        this.context = context;
    }

    /// How far the last converter was understood.
    Support support() {
        return support;
    }

    /// Whether what a converter yields is known where its input is. Of a value that nobody knows it
    /// is another such value, unless it hangs on a table or a variable besides.
    static boolean isFollowed(
            Expression input, HaproxySamples.Converter converter, List<String> arguments) {
        boolean open = input instanceof Expression.Unknown unknown && unknown.usual() == null;
        boolean alone =
                !converter.row().keyword().startsWith("map")
                        && arguments.stream().noneMatch(HaproxyConverters::isVariable);
        return !(open && alone) && converter.row().support() instanceof Support.Understood;
    }

    private static boolean isVariable(String argument) {
        int dot = argument.indexOf('.');
        return dot > 0
                && Set.of("proc", "sess", "txn", "req", "res").contains(argument.substring(0, dot));
    }

    /// The value behind a converter. `written` is the whole expression up to its end, by which its
    /// value is known where it is not followed.
    Expression apply(
            Expression input,
            HaproxyType type,
            HaproxySamples.Converter converter,
            List<String> arguments,
            String written,
            Span span)
            throws HaproxyRefusal {
        String name = converter.row().keyword();
        check(name, converter, arguments, span);
        support = converter.row().support();
        if (!isFollowed(input, converter, arguments)) {
            return name.equals("debug") ? input : new Expression.Unknown(written, span);
        }
        Expression given = cast(input, type, converter.input());
        if (name.startsWith("map")) {
            HaproxyTables.Found found = context.tables.lookup(name, arguments, given, span);
            support = found.support();
            return found.expression();
        }
        var converted = new Expression.Converted(given, name, arguments);
        // A word that is not there was an empty one before.
        return name.equals("word") && context.atLeast(2, 9)
                ? new Expression.Converted(converted, "not-empty", List.of())
                : converted;
    }

    /// A value of one type as a value of another.
    static Expression cast(Expression value, HaproxyType from, HaproxyType to) {
        String converter = "";
        if (from == HaproxyType.BIN && to == HaproxyType.STR) {
            converter = "hex";
        } else if (to == HaproxyType.BIN && from == HaproxyType.INT) {
            converter = "binary-number";
        } else if (to == HaproxyType.BIN && from.isAddress()) {
            converter = "binary-address";
        }
        return converter.isEmpty() ? value : new Expression.Converted(value, converter, List.of());
    }

    private void check(
            String name, HaproxySamples.Converter converter, List<String> arguments, Span span)
            throws HaproxyRefusal {
        switch (name) {
            case "add", "sub", "mul", "div", "mod", "and", "or", "xor" -> {
                if (!HaproxyArguments.isInteger(arguments.getFirst())) {
                    HaproxyVariables.check(arguments.getFirst(), context.version, span);
                }
            }
            case "set-var", "unset-var", "strcmp", "secure_memcmp" ->
                    HaproxyVariables.check(arguments.getFirst(), context.version, span);
            case "regsub" -> {
                HaproxyRegex.check(arguments.getFirst(), span);
                flags(arguments, span);
            }
            default -> {}
        }
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (converter.arguments().get(i).equals("table")
                    && !argument.isEmpty()
                    && !context.isStickTable(argument)) {
                throw new HaproxyRefusal(
                        span,
                        "there is no table '" + argument + "' for '" + name + "'",
                        "correct the name, or declare it");
            }
        }
    }

    private static void flags(List<String> arguments, Span span) throws HaproxyRefusal {
        String flags = arguments.size() > 2 ? arguments.get(2) : "";
        for (int i = 0; i < flags.length(); i++) {
            if (!REGEX_FLAGS.containsKey(flags.substring(i, i + 1))) {
                throw new HaproxyRefusal(
                        span, "'" + flags + "' are no flags of regsub", "use i, g or both");
            }
        }
    }
}

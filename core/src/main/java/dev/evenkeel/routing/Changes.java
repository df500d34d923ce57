package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Field;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// Changes of a request on its way.
final class Changes {
    private Changes() {}

    static void apply(
            RequestState state, Field field, Action.Change change, @Nullable String value) {
        boolean header =
                field.kind() == Field.Kind.HEADER || field.kind() == Field.Kind.HEADER_LINE;
        switch (change) {
            case SET -> state.set(field, value);
            case ADD -> {
                if (header) {
                    state.headers().add(field.name(), value == null ? "" : value);
                    state.headersChanged();
                } else {
                    state.set(field, value);
                }
            }
            case REMOVE -> state.set(field, null);
        }
    }

    /// Every value of a field that the expression matches becomes `replacement`, which may use the
    /// groups of that match.
    static void replace(
            RequestState state,
            Field field,
            String pattern,
            boolean ignoreCase,
            Supplier<@Nullable String> replacement) {
        Regex regex = Regex.of(pattern, ignoreCase);
        switch (field.kind()) {
            case HEADER, HEADER_LINE -> {
                Headers headers = state.headers();
                for (int i = 0; i < headers.size(); i++) {
                    if (headers.name(i).equals(field.name())) {
                        String value = headers.value(i);
                        headers.value(
                                i,
                                field.kind() == Field.Kind.HEADER
                                        ? elements(state, regex, value, replacement)
                                        : replaced(state, regex, value, replacement));
                    }
                }
                state.headersChanged();
            }
            default -> {
                String value = state.field(field);
                if (value != null) {
                    state.set(field, replaced(state, regex, value, replacement));
                }
            }
        }
    }

    private static String elements(
            RequestState state,
            @Nullable Regex regex,
            String line,
            Supplier<@Nullable String> replacement) {
        if (line.indexOf(',') < 0) {
            return replaced(state, regex, line, replacement);
        }
        var text = new StringBuilder(line.length());
        for (var elements = new Elements(line); elements.hasNext(); ) {
            text.append(text.isEmpty() ? "" : ",");
            text.append(replaced(state, regex, elements.next(), replacement));
        }
        return text.toString();
    }

    private static String replaced(
            RequestState state,
            @Nullable Regex regex,
            String value,
            Supplier<@Nullable String> replacement) {
        if (regex == null || RequestState.isUnknown(value)) {
            return RequestState.UNKNOWN;
        }
        try {
            java.util.regex.Matcher match = regex.matcher(value);
            if (!match.find()) {
                return value;
            }
            state.captures(match.toMatchResult(), regex.names());
            String text = replacement.get();
            return text == null ? "" : text;
        } catch (Regex.TooLong | StackOverflowError _) {
            return RequestState.UNKNOWN;
        }
    }
}

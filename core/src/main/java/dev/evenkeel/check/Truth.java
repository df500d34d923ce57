package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Matcher;

import java.util.List;

/// What is known of a condition without a request.
enum Truth {
    ALWAYS,
    NEVER,
    /// It depends on the request.
    DEPENDS;

    /// What a listener's addresses, and the form of any request, say about a condition.
    static Truth of(Condition condition, Listener listener) {
        return switch (condition) {
            case Condition.Always _ -> ALWAYS;
            case Condition.Never _ -> NEVER;
            case Condition.Not(Condition part) -> of(part, listener).not();
            case Condition.All(List<Condition> parts) -> all(parts, listener);
            case Condition.Any(List<Condition> parts) -> any(parts, listener);
            case Condition.Named named -> of(named.declaration().condition(), listener);
            case Condition.Match match -> match(match, listener);
            case Condition.Undefined _, Condition.Unknown _ -> DEPENDS;
        };
    }

    private Truth not() {
        return switch (this) {
            case ALWAYS -> NEVER;
            case NEVER -> ALWAYS;
            case DEPENDS -> DEPENDS;
        };
    }

    private static Truth all(List<Condition> parts, Listener listener) {
        Truth truth = ALWAYS;
        for (Condition part : parts) {
            switch (of(part, listener)) {
                case NEVER -> {
                    return NEVER;
                }
                case DEPENDS -> truth = DEPENDS;
                case ALWAYS -> {}
            }
        }
        return truth;
    }

    private static Truth any(List<Condition> parts, Listener listener) {
        Truth truth = NEVER;
        for (Condition part : parts) {
            switch (of(part, listener)) {
                case ALWAYS -> {
                    return ALWAYS;
                }
                case DEPENDS -> truth = DEPENDS;
                case NEVER -> {}
            }
        }
        return truth;
    }

    private static Truth match(Condition.Match match, Listener listener) {
        Matcher matcher = match.matcher();
        if (!(match.subject() instanceof Expression.Part(Field field))) {
            return DEPENDS;
        }
        return switch (field.kind()) {
            case TLS -> matcher.method() == Matcher.Method.TRUE ? encrypted(listener) : DEPENDS;
            case PATH, NORMALISED_PATH, TARGET ->
                    matcher.method() == Matcher.Method.PREFIX && isRoot(matcher) ? ALWAYS : DEPENDS;
            default -> DEPENDS;
        };
    }

    private static boolean isRoot(Matcher matcher) {
        for (Matcher.Pattern pattern : matcher.patterns()) {
            if (pattern.text().isEmpty() || pattern.text().equals("/")) {
                return true;
            }
        }
        return false;
    }

    private static Truth encrypted(Listener listener) {
        int encrypted = 0;
        for (Endpoint endpoint : listener.endpoints()) {
            encrypted += endpoint.has(Endpoint.Trait.TLS) ? 1 : 0;
        }
        if (listener.endpoints().isEmpty()) {
            return DEPENDS;
        }
        return encrypted == 0 ? NEVER : encrypted == listener.endpoints().size() ? ALWAYS : DEPENDS;
    }
}

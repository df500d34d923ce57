package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Expression;

/// A sample expression that was read: its meaning, the type of its value, how far it is understood,
/// and where it ends. `end` is an offset into the word at index `word`, the first that does not
/// belong to it.
record HaproxySample(Expression expression, HaproxyType type, Support support, int word, int end) {
    boolean isUnknown() {
        return expression instanceof Expression.Unknown;
    }
}

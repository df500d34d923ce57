package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// What tells a server from its neighbours: the number that some algorithms use, the value that
/// stands for it in affinity cookies (empty: none), with the place where that is written, what of
/// it decides its places on a hash ring, and whether affinity tables keep it.
public record Identity(
        int number, String affinity, @Nullable Span affinitySpan, RingKey ringKey, boolean isKept) {
    public enum RingKey {
        NUMBER,
        /// All bits of the number.
        WHOLE_NUMBER,
        ADDRESS,
        ADDRESS_AND_PORT,
        /// A name that stays the same wherever the server is written.
        LASTING_NAME
    }

    public Identity(int number, String affinity, @Nullable Span affinitySpan) {
        this(number, affinity, affinitySpan, RingKey.NUMBER, true);
    }
}

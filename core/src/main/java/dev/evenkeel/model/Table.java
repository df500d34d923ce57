package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Keys and values that rules look up (a map). Entries are in the order in which they are tried;
/// `complete` is false when the table's file, or a part of it, is not here.
public record Table(
        String name,
        Order order,
        List<Entry> entries,
        @Nullable Expression fallback,
        boolean complete,
        Span span) {
    /// Which entry wins when several match.
    public enum Order {
        /// The first in the list.
        FIRST,
        /// The one with the longest pattern.
        LONGEST
    }

    public record Entry(Matcher key, Expression value, Span span) {}

    public Table {
        entries = List.copyOf(entries);
    }
}

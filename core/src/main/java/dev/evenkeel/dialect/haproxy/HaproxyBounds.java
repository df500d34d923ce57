package dev.evenkeel.dialect.haproxy;

/// How much of one configuration is read. What is larger is refused as a whole: to model a part of
/// it would find faults that are none.
final class HaproxyBounds {
    /// Lines and comments of one text.
    static final int LINES_MAX = 2_000_000;

    /// Bytes that all variables of the configuration together stand for.
    static final int EXPANDED_MAX = 16 << 20;

    /// Lines of maps and ACL files, a file counted as often as it is used.
    static final int ROWS_MAX = 1_000_000;

    /// What is reported of one configuration.
    static final int PROBLEMS_MAX = 1_000;

    private HaproxyBounds() {}
}

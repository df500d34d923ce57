package dev.evenkeel.dialect.nginx;

/// How much of one configuration is read. What is larger is refused as a whole: to model a part of
/// it would find faults that are none.
final class NginxBounds {
    /// Blocks inside blocks; real configurations stay below ten.
    static final int BLOCKS_DEEP_MAX = 128;

    /// Directives of one text; what they cost in time and memory is the reason.
    static final int DIRECTIVES_MAX = 300_000;

    /// Comments of one text that are kept.
    static final int COMMENTS_MAX = 300_000;

    /// Syntax mistakes after which the rest of a text says nothing any more.
    static final int MISTAKES_MAX = 20;

    /// Files inside files; real configurations stay below five.
    static final int FILES_DEEP_MAX = 40;

    /// Files altogether, a file counted as often as it is included.
    static final int FILES_MAX = 20_000;

    /// Directives altogether, those of a file counted as often as it is included.
    static final int ALL_DIRECTIVES_MAX = 1_000_000;

    /// Bytes altogether, those of a file counted as often as it is included.
    static final int ALL_BYTES_MAX = 128 << 20;

    /// What is reported of one text.
    static final int PROBLEMS_MAX = 1_000;

    private NginxBounds() {}
}

package dev.evenkeel.dialect.haproxy;

/// The types of samples, and which becomes which by itself.
enum HaproxyType {
    ANY,
    /// What came in.
    SAME,
    BOOL,
    INT,
    ADDR,
    IPV4,
    IPV6,
    STR,
    BIN,
    METH;

    static HaproxyType of(String word) {
        return switch (word) {
            case "any" -> ANY;
            case "same" -> SAME;
            case "bool" -> BOOL;
            case "int" -> INT;
            case "addr" -> ADDR;
            case "ipv4" -> IPV4;
            case "ipv6" -> IPV6;
            case "str" -> STR;
            case "bin" -> BIN;
            case "meth" -> METH;
            default -> throw new IllegalStateException("no sample type: " + word);
        };
    }

    boolean isAddress() {
        return this == ADDR || this == IPV4 || this == IPV6;
    }

    /// Whether a sample of this type may be used where the other is expected.
    boolean becomes(HaproxyType other) {
        if (this == other || this == ANY || other == ANY) {
            return true;
        }
        return switch (this) {
            case ANY, SAME -> true;
            case BOOL -> other == INT || other == STR || other == BIN;
            case INT -> other == BOOL || other.isAddress() || other == STR || other == BIN;
            case ADDR -> other == IPV4 || other == IPV6 || other == STR || other == BIN;
            case IPV4 -> other == INT || other.isAddress() || other == STR || other == BIN;
            case IPV6 -> other.isAddress() || other == STR || other == BIN;
            case STR -> other != SAME;
            case BIN, METH -> other == STR || other == BIN || other == METH;
        };
    }
}

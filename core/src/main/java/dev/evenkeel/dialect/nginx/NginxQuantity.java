package dev.evenkeel.dialect.nginx;

/// Numbers, sizes and times as nginx reads them; -1 for what it refuses. Source: nginx,
/// `src/core/ngx_parse.c` and `ngx_string.c`.
final class NginxQuantity {
    static final long INVALID = -1;

    /// The units of time, longest first, in seconds; `ms` is apart.
    private static final String TIME_UNITS = "yMwdhms";

    private static final long[] TIME_SECONDS = {
        31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1
    };

    private NginxQuantity() {}

    /// Digits only.
    static long number(String text) {
        return digits(text, 0, text.length());
    }

    /// Bytes: digits and `k` or `m`.
    static long size(String text) {
        return scaled(text, "km");
    }

    /// Bytes: digits and `k`, `m` or `g`.
    static long offset(String text) {
        return scaled(text, "kmg");
    }

    /// Milliseconds: `30`, `1m 30s`, `500ms`; units must come in falling order.
    static long milliseconds(String text) {
        return time(text, false);
    }

    /// Seconds: as [#milliseconds], but years and months are known and `ms` is not.
    static long seconds(String text) {
        return time(text, true);
    }

    private static long digits(String text, int start, int end) {
        if (start >= end) {
            return INVALID;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || value > (Long.MAX_VALUE - 9) / 10) {
                return INVALID;
            }
            value = 10 * value + (c - '0');
        }
        return value;
    }

    private static long scaled(String text, String units) {
        if (text.isEmpty()) {
            return INVALID;
        }
        int unit = units.indexOf(text.charAt(text.length() - 1) | 0x20);
        long value = digits(text, 0, text.length() - (unit < 0 ? 0 : 1));
        int shift = 10 * (unit + 1);
        return value < 0 || value > Long.MAX_VALUE >> shift ? INVALID : value << shift;
    }

    private static long time(String text, boolean inSeconds) {
        int step = inSeconds ? -1 : 1;
        long scale = inSeconds ? 1 : 1_000;
        long total = 0;
        long value = 0;
        boolean valid = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c >= '0' && c <= '9') {
                if (value > Long.MAX_VALUE / 1_000_000_000_000L) {
                    return INVALID;
                }
                value = 10 * value + (c - '0');
                valid = true;
                continue;
            }
            boolean milliseconds = c == 'm' && text.startsWith("s", i);
            int unit = c == ' ' || milliseconds ? TIME_UNITS.length() : TIME_UNITS.indexOf(c);
            if (unit < 0 || unit <= step || (milliseconds && inSeconds)) {
                return INVALID;
            }
            if (c == ' ' && step >= TIME_UNITS.indexOf('s')) {
                return INVALID;
            }
            total += value * (milliseconds ? 1 : (c == ' ' ? 1 : TIME_SECONDS[unit]) * scale);
            step = unit;
            value = 0;
            i += milliseconds ? 1 : 0;
            while (i < text.length() && text.charAt(i) == ' ') {
                i++;
            }
        }
        return valid && total >= 0 ? total + value * scale : INVALID;
    }
}

package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A length of time as nginx writes it: `90`, `1m30s`, `500ms`, `2h`, with or without blanks.
final class NginxTime {
    private static final int DIGITS_MAX = 12;

    private NginxTime() {}

    /// `null` when the text is no time.
    static @Nullable Duration parse(String text) {
        long millis = 0;
        int at = 0;
        if (text.isEmpty()) {
            return null;
        }
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == start || at - start > DIGITS_MAX) {
                return null;
            }
            long number = Long.parseLong(text, start, at, 10);
            int unit = at;
            while (at < text.length() && text.charAt(at) >= 'A') {
                at++;
            }
            long factor = millis(text.substring(unit, at));
            if (factor < 0) {
                return null;
            }
            millis += number * factor;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        return Duration.ofMillis(millis);
    }

    static Duration parse(String text, Duration standard) {
        Duration parsed = parse(text);
        return parsed == null ? standard : parsed;
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "", "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            case "w" -> 7 * 86_400_000L;
            case "M" -> 30 * 86_400_000L;
            case "y" -> 365 * 86_400_000L;
            default -> -1;
        };
    }
}

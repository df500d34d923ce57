package dev.evenkeel.dialect.haproxy;

import java.time.Duration;

/// Numbers and durations as HAProxy reads them. What is no number counts as 0: the line is refused
/// elsewhere.
final class HaproxyQuantities {
    private HaproxyQuantities() {}

    /// The number a text begins with, at most nine digits of it.
    static int number(String text) {
        int end = HaproxyArguments.digits(text, 0);
        return end == 0 ? 0 : Integer.parseInt(text.substring(0, Math.min(end, 9)));
    }

    /// A count, in units of 1024 (`k`) and its powers (`m`, `g`); 0 when it is none.
    static long size(String text) {
        int end = 0;
        long count = 0;
        while (end < text.length() && end < 10 && HaproxyCharacters.isDigit(text.charAt(end))) {
            count = 10 * count + text.charAt(end++) - '0';
        }
        return switch (text.substring(end)) {
            case "" -> count;
            case "k", "K" -> count << 10;
            case "m", "M" -> count << 20;
            case "g", "G" -> count << 30;
            default -> 0;
        };
    }

    /// As `number`, with a sign or without.
    static int signed(String text) {
        return text.startsWith("-") ? -number(text.substring(1)) : number(text);
    }

    /// A duration such as `5s` or `250` with the unit for numbers without one.
    static Duration duration(String text, Duration unit) {
        int end = HaproxyArguments.digits(text, 0);
        if (end == 0 || end > 12) {
            return Duration.ZERO;
        }
        long count = Long.parseLong(text.substring(0, end));
        return switch (text.substring(end)) {
            case "us" -> Duration.ofNanos(count * 1000);
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> unit.multipliedBy(count);
        };
    }

    static Duration milliseconds(String text) {
        return duration(text, Duration.ofMillis(1));
    }
}

package dev.evenkeel.report;

import java.util.Locale;

/// Shares as bars and in percent.
final class Bars {
    static final int WIDTH = 20;

    private Bars() {}

    /// How many of the columns of a bar are full: at least one for what is not nothing.
    static int full(double share) {
        int full = (int) Math.round(share * WIDTH);
        return full == 0 && share > 0 ? 1 : Math.min(full, WIDTH);
    }

    /// `33 %`; with decimals only where two shares would look the same without.
    static String percent(double share, double other) {
        for (int decimals = 0; decimals < 3; decimals++) {
            String one = percent(share, decimals);
            if (share == other || !one.equals(percent(other, decimals))) {
                return one + " %";
            }
        }
        return percent(share, 3) + " %";
    }

    private static String percent(double share, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", 100 * share);
    }
}

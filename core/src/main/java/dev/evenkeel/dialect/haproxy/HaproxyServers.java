package dev.evenkeel.dialect.haproxy;

import java.util.ArrayList;
import java.util.List;

/// The servers of a pool.
final class HaproxyServers {
    private HaproxyServers() {}

    /// The names that a `server-template` line makes, each behind a prefix.
    static List<String> names(String prefix, HaproxyLine line) {
        var names = new ArrayList<String>();
        String range = line.word(2);
        int dash = range.indexOf('-');
        int low = number(dash < 0 ? "1" : range.substring(0, dash));
        int high = number(range.substring(dash + 1));
        for (int i = Math.max(1, low); i <= high; i++) {
            names.add(prefix + line.word(1) + i);
        }
        return names;
    }

    /// At most 4096 servers are made of one line.
    private static int number(String text) {
        return HaproxyArguments.isWithin(text, 4096) ? Integer.parseInt(text) : 0;
    }
}

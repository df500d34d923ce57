package dev.evenkeel.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the names that differ from a given one by a slip of the keyboard: one letter too many, too
/// few, wrong, or two neighbours exchanged. Names that differ only in digits are no slip: they
/// number things.
///
/// Two such names share a text that is left when one letter is taken from each (Mor and Fraenkel,
/// 1982), so names are found by these texts, not by comparing all with all.
final class NearNames {
    private static final int LENGTH_MAX = 64;

    private final Set<String> added = new HashSet<>();
    private final Map<String, List<String>> shortened = new HashMap<>();

    void add(String name) {
        if (name.length() <= LENGTH_MAX && added.add(name)) {
            for (String key : keys(name)) {
                shortened.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(name);
            }
        }
    }

    /// The first added name that is near, but not the same; `null` when there is none.
    @Nullable String near(String name) {
        if (name.length() <= LENGTH_MAX) {
            for (String key : keys(name)) {
                for (String candidate : shortened.getOrDefault(key, List.of())) {
                    if (isSlip(name, candidate)) {
                        return candidate;
                    }
                }
            }
        }
        return null;
    }

    private static List<String> keys(String name) {
        var keys = new ArrayList<String>(name.length() + 1);
        keys.add(name);
        for (int i = 0; i < name.length(); i++) {
            keys.add(name.substring(0, i) + name.substring(i + 1));
        }
        return keys;
    }

    private static boolean isSlip(String one, String other) {
        if (one.equalsIgnoreCase(other) || Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        int head = 0;
        int shorter = Math.min(one.length(), other.length());
        while (head < shorter && one.charAt(head) == other.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && one.charAt(one.length() - 1 - tail) == other.charAt(other.length() - 1 - tail)) {
            tail++;
        }
        String between = one.substring(head, one.length() - tail);
        String otherBetween = other.substring(head, other.length() - tail);
        boolean oneLetter = between.length() <= 1 && otherBetween.length() <= 1;
        return !isNumber(between + otherBetween)
                && (oneLetter || areExchanged(between, otherBetween));
    }

    private static boolean areExchanged(String one, String other) {
        return one.length() == 2
                && other.length() == 2
                && one.charAt(0) == other.charAt(1)
                && one.charAt(1) == other.charAt(0);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

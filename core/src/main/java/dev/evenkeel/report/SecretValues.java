package dev.evenkeel.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the secrets of a configuration in values that rules computed from it.
final class SecretValues {
    /// Shorter ones are masked only where they are the whole value: they stand in too many words.
    private static final int LENGTH_MIN = 4;

    private final Map<Integer, List<String>> byBeginning = new HashMap<>();
    private final BitSet beginnings = new BitSet(1 << 16);
    private final List<String> small = new ArrayList<>();

    void add(String secret) {
        String plain = secret.replace("\"", "").replace("'", "").replace("\\", "").strip();
        if (plain.length() < LENGTH_MIN) {
            if (!plain.isEmpty()) {
                small.add(plain);
            }
            return;
        }
        int beginning = beginning(plain, 0);
        beginnings.set(bit(beginning));
        byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>(1)).add(plain);
    }

    /// The value with a mask in place of every secret.
    String masked(String value) {
        if (small.contains(value)) {
            return Secrets.MASK;
        }
        if (byBeginning.isEmpty()) {
            return value;
        }
        StringBuilder shown = null;
        int at = 0;
        for (int i = 0; i + LENGTH_MIN <= value.length(); ) {
            int length = lengthAt(value, i);
            if (length > 0) {
                shown = shown == null ? new StringBuilder() : shown;
                shown.append(Wording.readable(value.substring(at, i))).append(Secrets.MASK);
                i += length;
                at = i;
            } else {
                i++;
            }
        }
        return shown == null
                ? value
                : shown.append(Wording.readable(value.substring(at))).toString();
    }

    /// How long the longest secret is that stands here; 0 when there is none.
    private int lengthAt(String value, int at) {
        int beginning = beginning(value, at);
        if (!beginnings.get(bit(beginning))) {
            return 0;
        }
        int longest = 0;
        for (String secret : byBeginning.getOrDefault(beginning, List.of())) {
            if (secret.length() > longest && value.startsWith(secret, at)) {
                longest = secret.length();
            }
        }
        return longest;
    }

    private static int beginning(String text, int at) {
        return text.charAt(at) << 24
                | (text.charAt(at + 1) & 0xFF) << 16
                | (text.charAt(at + 2) & 0xFF) << 8
                | (text.charAt(at + 3) & 0xFF);
    }

    private static int bit(int beginning) {
        return (beginning * 0x9E3779B1) >>> 16;
    }
}

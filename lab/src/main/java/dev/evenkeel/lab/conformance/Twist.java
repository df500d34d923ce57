package dev.evenkeel.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A configuration with one line changed in a way that mostly leaves it legal: gone, behind the
/// next, or with a word of another line of its kind.
public final class Twist {
    private Twist() {}

    public static String of(String text, Random random) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int at = random.nextInt(lines.size() - 1);
        switch (random.nextInt(4)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.remove(at + 1));
            default -> mix(lines, at, random);
        }
        return String.join("\n", lines);
    }

    private static void mix(List<String> lines, int at, Random random) {
        String[] words = lines.get(at).split(" ", -1);
        var alike = new ArrayList<String[]>();
        for (String line : lines) {
            String[] others = line.split(" ", -1);
            if (others.length == words.length && first(others).equals(first(words))) {
                alike.add(others);
            }
        }
        String[] other = alike.get(random.nextInt(alike.size()));
        int word = random.nextInt(words.length);
        words[word] = other[word];
        lines.set(at, String.join(" ", words));
    }

    private static String first(String[] words) {
        for (String word : words) {
            if (!word.isEmpty()) {
                return word;
            }
        }
        return "";
    }
}

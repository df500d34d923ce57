package dev.evenkeel.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds what a misspelt word was meant to be.
final class Spelling {
    private Spelling() {}

    /// The words nearest to the given one, the nearest first, at most `max`.
    static List<String> nearest(String given, Collection<String> words, int max) {
        var sorted = new ArrayList<>(words);
        sorted.sort(Comparator.comparingInt(word -> distance(given, word)));
        return List.copyOf(sorted.subList(0, Math.min(max, sorted.size())));
    }

    /// The word that was almost certainly meant: only a third of it is wrong. Empty when there is
    /// none.
    static List<String> meant(String given, Collection<String> words) {
        return nearest(given, words, 1).stream()
                .filter(word -> distance(given, word) <= Math.max(1, given.length() / 3))
                .toList();
    }

    /// How many insertions, deletions and replacements turn one word into the other; nothing when
    /// the given one is a part of the word. Source: Wagner and Fischer, 1974.
    static int distance(String given, String word) {
        if (word.contains(given)) {
            return 0;
        }
        int[] row = new int[word.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= given.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int same = given.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + same);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[word.length()];
    }
}

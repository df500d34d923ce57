package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.DirectiveTable;

import org.jspecify.annotations.Nullable;

/// Guesses what a misspelt directive was meant to be.
final class NginxSpelling {
    private static final int EDITS_MAX = 2;

    private static final int LENGTH_MAX = 64;

    private NginxSpelling() {}

    /// The directive that takes the fewest edits, two at most; null when there is none.
    static @Nullable String closest(String name, DirectiveTable table) {
        if (name.length() < 3 || name.length() > LENGTH_MAX) {
            return null;
        }
        String closest = null;
        int fewest = EDITS_MAX + 1;
        for (Directive row : table.all()) {
            String keyword = row.keyword();
            if (Math.abs(keyword.length() - name.length()) < fewest) {
                int edits = edits(name, keyword);
                if (edits < fewest) {
                    fewest = edits;
                    closest = keyword;
                }
            }
        }
        return closest;
    }

    /// Characters to add, drop or replace. Source: Wagner and Fischer, 1974.
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}

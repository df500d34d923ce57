package dev.evenkeel.dialect;

import java.util.List;

/// What stands behind a directive's name: from `min` to `max` words (-1: any number), and words of
/// the dialect about their form (`block`, `once`, `time`, …), which only it can read.
public record Arguments(int min, int max, List<String> form) {
    public Arguments {
        form = List.copyOf(form);
    }

    public boolean takes(int number) {
        return number >= min && (max < 0 || number <= max);
    }

    /// Whether the form says this word.
    public boolean is(String word) {
        return form.contains(word);
    }
}

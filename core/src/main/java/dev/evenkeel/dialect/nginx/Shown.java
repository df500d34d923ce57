package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Source;

/// Words of a configuration as they stand in a message: readable, in quotes, on one line, short.
final class Shown {
    private static final int LENGTH_MAX = 80;

    private Shown() {}

    static String of(String word) {
        String readable = Source.readable(word);
        var shown = new StringBuilder("\"");
        for (int i = 0; i < readable.length() && i < LENGTH_MAX; i++) {
            char c = readable.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return shown.append(readable.length() > LENGTH_MAX ? "…\"" : "\"").toString();
    }
}

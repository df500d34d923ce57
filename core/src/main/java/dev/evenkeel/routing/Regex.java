package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression as PCRE reads it, on bytes. What the JDK's expressions cannot express
/// (recursion, conditions, verbs) is not understood, and a match that takes too long is not known.
final class Regex {
    /// How often a match may look at a character before it is given up.
    private static final int LOOKS_MAX = 2_000_000;

    private final Pattern pattern;
    private final Map<String, Integer> names;

    private Regex(Pattern pattern, Map<String, Integer> names) {
        this.pattern = pattern;
        this.names = names;
    }

    /// `null` when the expression is not understood.
    static @Nullable Regex of(String text, boolean ignoreCase) {
        var names = new HashMap<String, Integer>();
        String translated = new RegexTranslation(text, names).translated();
        if (translated == null) {
            return null;
        }
        int flags = Pattern.UNIX_LINES | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
        try {
            return new Regex(Pattern.compile(translated, flags), Map.copyOf(names));
        } catch (PatternSyntaxException _) {
            return null;
        }
    }

    Map<String, Integer> names() {
        return names;
    }

    /// A match anywhere in the text, from a place on. `find` on it may throw `TooLong`.
    Matcher matcher(String text) {
        return pattern.matcher(new Watched(text));
    }

    /// A match takes too long to be known.
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a match takes too long", null, false, false);
        }
    }

    /// A text that counts how often it is looked at.
    private static final class Watched implements CharSequence {
        private final String text;
        private int looks;

        private Watched(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > LOOKS_MAX) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

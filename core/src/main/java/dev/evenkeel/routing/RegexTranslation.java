package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A PCRE expression written as the JDK writes it. Sources: `pcrepattern(3)` and the JDK's
/// `java.util.regex.Pattern`, section “Comparison to Perl 5”.
final class RegexTranslation {
    private final String from;
    private final Map<String, Integer> names;
    private final StringBuilder to;
    private int at;
    private int groups;
    private boolean understood = true;

    /// The names of groups, with their numbers, are put into `names`.
    RegexTranslation(String from, Map<String, Integer> names) {
        this.from = from;
        this.names = names;
        this.to = new StringBuilder(from.length() + 8);
    }

    /// `null` when it cannot be written so.
    @Nullable String translated() {
        while (at < from.length() && understood) {
            char c = from.charAt(at);
            switch (c) {
                case '\\' -> escape(false);
                case '[' -> characters();
                case '(' -> group();
                case '{' -> brace();
                default -> {
                    to.append(c);
                    at++;
                }
            }
        }
        return understood ? to.toString() : null;
    }

    private char peek(int offset) {
        return at + offset < from.length() ? from.charAt(at + offset) : 0;
    }

    private void escape(boolean inCharacters) {
        char c = peek(1);
        if (c == 'Q') {
            quoted();
            return;
        }
        switch (c) {
            case 'k' -> {
                char open = peek(2);
                reference(at + 3, open == '<' ? '>' : open == '{' ? '}' : '\'');
                return;
            }
            case 0, 'C', 'g', 'K', 'N', 'X', 'p', 'P', 'o', 'u', 'U', 'l', 'L' ->
                    understood = false;
            case 'E' -> {}
            case 'b' -> to.append(inCharacters ? "\\x08" : "\\b");
            case 'Z', 'z', 'A', 'B', 'G', 'R', 'd', 'D', 'w', 'W', 's', 'S', 'h', 'H', 'v', 'V' -> {
                if (c == 'v' || c == 'V' || c == 'h' || c == 'H' || c == 'R') {
                    // Of Unicode's blanks only those of one byte exist here; the JDK's sets agree.
                    understood &= !(inCharacters && c == 'R');
                }
                to.append('\\').append(c);
            }
            case 'x' -> {
                hexadecimal();
                return;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                number(inCharacters, c);
                return;
            }
            default -> {
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                understood &= !letter || "aefnrt".indexOf(c) >= 0;
                to.append('\\').append(c);
            }
        }
        at += 2;
    }

    private void quoted() {
        int end = from.indexOf("\\E", at + 2);
        String text = from.substring(at + 2, end < 0 ? from.length() : end);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c < 0x80) {
                to.append('\\');
            }
            to.append(c);
        }
        at = end < 0 ? from.length() : end + 2;
    }

    private void hexadecimal() {
        if (peek(2) == '{') {
            int close = from.indexOf('}', at);
            understood &= close > 0 && close - at <= 5;
            if (understood) {
                to.append(from, at, close + 1);
                at = close + 1;
            }
            return;
        }
        int digits = 0;
        while (digits < 2 && Character.digit(peek(2 + digits), 16) >= 0) {
            digits++;
        }
        to.append("\\x").append("00", 0, 2 - digits).append(from, at + 2, at + 2 + digits);
        at += 2 + digits;
    }

    private void number(boolean inCharacters, char c) {
        if (c == '0' || inCharacters) {
            int digits = 1;
            while (digits < 3 && peek(1 + digits) >= '0' && peek(1 + digits) <= '7') {
                digits++;
            }
            understood &= c < '8';
            to.append("\\0").append(from, at + 1, at + 1 + digits);
            at += 1 + digits;
            return;
        }
        boolean more = peek(2) >= '0' && peek(2) <= '9';
        understood &= !more;
        to.append('\\').append(c);
        at += 2;
    }

    private void characters() {
        to.append('[');
        at++;
        if (peek(0) == '^') {
            to.append('^');
            at++;
        }
        if (peek(0) == ']') {
            to.append("\\]");
            at++;
        }
        while (at < from.length() && from.charAt(at) != ']' && understood) {
            char c = from.charAt(at);
            if (c == '\\') {
                escape(true);
            } else if (c == '[' && peek(1) == ':') {
                named();
            } else {
                if (c == '[' || c == '&' || c == '^' || c == '#' || c == ' ') {
                    to.append('\\');
                }
                to.append(c);
                at++;
            }
        }
        understood &= at < from.length();
        to.append(']');
        at++;
    }

    private void named() {
        int close = from.indexOf(":]", at);
        if (close < 0) {
            to.append("\\[");
            at++;
            return;
        }
        boolean negated = peek(2) == '^';
        String name = from.substring(at + (negated ? 3 : 2), close);
        String set =
                switch (name) {
                    case "alpha" -> "a-zA-Z";
                    case "digit" -> "0-9";
                    case "alnum" -> "a-zA-Z0-9";
                    case "upper" -> "A-Z";
                    case "lower" -> "a-z";
                    case "space" -> "\\s";
                    case "blank" -> "\\x20\\t";
                    case "xdigit" -> "0-9A-Fa-f";
                    case "word" -> "\\w";
                    case "punct" -> "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e";
                    case "cntrl" -> "\\x00-\\x1f\\x7f";
                    case "print" -> "\\x20-\\x7e";
                    case "graph" -> "\\x21-\\x7e";
                    default -> "";
                };
        understood &= !set.isEmpty();
        to.append(negated ? "[^" : "").append(set).append(negated ? "]" : "");
        at = close + 2;
    }

    private void group() {
        if (peek(1) == '*') {
            understood = false;
            return;
        }
        if (peek(1) != '?') {
            groups++;
            to.append('(');
            at++;
            return;
        }
        char kind = peek(2);
        switch (kind) {
            case ':', '=', '!', '>' -> {
                to.append("(?").append(kind);
                at += 3;
            }
            case '#' -> {
                int close = from.indexOf(')', at);
                understood &= close > 0;
                at = close + 1;
            }
            case '<' -> {
                if (peek(3) == '=' || peek(3) == '!') {
                    to.append("(?<").append(peek(3));
                    at += 4;
                } else {
                    named(at + 3, '>');
                }
            }
            case '\'' -> named(at + 3, '\'');
            case 'P' -> {
                understood &= peek(3) == '<' || peek(3) == '=';
                if (peek(3) == '=') {
                    reference(at + 4, ')');
                } else {
                    named(at + 4, '>');
                }
            }
            default -> options();
        }
    }

    private void named(int start, char end) {
        int close = from.indexOf(end, start);
        if (close < 0) {
            understood = false;
            return;
        }
        groups++;
        names.put(from.substring(start, close), groups);
        to.append('(');
        at = close + 1;
    }

    /// What a named group before it matched.
    private void reference(int start, char end) {
        int close = from.indexOf(end, start);
        Integer group = close < 0 ? null : names.get(from.substring(start, close));
        if (group == null) {
            understood = false;
            at = from.length();
            return;
        }
        to.append("(?:\\").append(group).append(')');
        at = close + 1;
    }

    /// `(?i)`, `(?i:…)` and the like.
    private void options() {
        int end = at + 2;
        while (end < from.length() && "imsx-".indexOf(from.charAt(end)) >= 0) {
            end++;
        }
        boolean closes =
                end < from.length() && (from.charAt(end) == ')' || from.charAt(end) == ':');
        if (!closes || end == at + 2) {
            understood = false;
            return;
        }
        to.append(from, at, end + 1);
        at = end + 1;
    }

    /// A brace that begins no repetition is a brace.
    private void brace() {
        int i = at + 1;
        while (i < from.length() && from.charAt(i) >= '0' && from.charAt(i) <= '9') {
            i++;
        }
        boolean digits = i > at + 1;
        if (digits && i < from.length() && from.charAt(i) == ',') {
            i++;
            while (i < from.length() && from.charAt(i) >= '0' && from.charAt(i) <= '9') {
                i++;
            }
        }
        if (!digits || i >= from.length() || from.charAt(i) != '}') {
            to.append("\\{");
            at++;
            return;
        }
        to.append(from, at, i + 1);
        at = i + 1;
    }
}

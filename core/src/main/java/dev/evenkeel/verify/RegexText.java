package dev.evenkeel.verify;

/// A text that a regular expression most likely matches: its letters as they stand, the first of
/// several ways, nothing where there may be nothing. Whether it does match is for others to see.
final class RegexText {
    private static final int DEPTH_MAX = 32;
    private static final int REPEATED_MAX = 40;

    private final String regex;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private RegexText(String regex) {
        this.regex = regex;
    }

    static String of(String regex) {
        var sample = new RegexText(regex);
        sample.alternative(0);
        return sample.text.toString();
    }

    /// Up to the end of the first alternative.
    private void alternative(int depth) {
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            int start = text.length();
            one(depth);
            quantifier(start);
        }
    }

    private void one(int depth) {
        char c = regex.charAt(at++);
        switch (c) {
            case '^', '$' -> {}
            case '\\' -> escape();
            case '[' -> characters();
            case '.' ->
                    text.append(
                            at < regex.length() && "*+{".indexOf(regex.charAt(at)) >= 0
                                    ? 'a'
                                    : '.');
            case '(' -> group(depth);
            default -> text.append(c);
        }
    }

    private void escape() {
        char c = at < regex.length() ? regex.charAt(at++) : '\\';
        switch (c) {
            case 'd' -> text.append('1');
            case 'w', 'S', 'D' -> text.append('a');
            case 's', 'W' -> text.append('-');
            case 'b', 'B', 'A', 'z', 'Z' -> {}
            default -> text.append(c);
        }
    }

    private void characters() {
        boolean not = at < regex.length() && regex.charAt(at) == '^';
        at += not ? 1 : 0;
        char first = at < regex.length() ? regex.charAt(at) : 'a';
        if (first == '\\' && at + 1 < regex.length()) {
            at++;
            first =
                    regex.charAt(at) == 'd'
                            ? '1'
                            : regex.charAt(at) == 'w' ? 'a' : regex.charAt(at);
        }
        at++;
        while (at < regex.length() && regex.charAt(at) != ']') {
            at += regex.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        text.append(not ? 'a' : first);
    }

    private void group(int depth) {
        boolean looks = regex.startsWith("?=", at) || regex.startsWith("?!", at);
        looks |= regex.startsWith("?<=", at) || regex.startsWith("?<!", at);
        int start = text.length();
        if (at < regex.length() && regex.charAt(at) == '?') {
            int name = regex.indexOf('>', at);
            boolean named = regex.startsWith("?<", at) || regex.startsWith("?P<", at);
            at = named && name > 0 ? name + 1 : at + 2;
        }
        if (depth < DEPTH_MAX) {
            alternative(depth + 1);
        }
        int open = 1;
        while (at < regex.length() && open > 0) {
            char c = regex.charAt(at++);
            at += c == '\\' ? 1 : 0;
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        if (looks) {
            text.setLength(start);
        }
    }

    /// As often as it must be there, but not oftener than is of use.
    private void repeat(int start) {
        int end = regex.indexOf('}', at);
        int count = 0;
        for (int i = at + 1; i < end && Character.isDigit(regex.charAt(i)); i++) {
            count = Math.min(REPEATED_MAX, 10 * count + regex.charAt(i) - '0');
        }
        String once = text.substring(start);
        text.setLength(start);
        text.append(once.length() < REPEATED_MAX ? once.repeat(count) : once);
        at = end < 0 ? regex.length() : end + 1;
    }

    private void quantifier(int start) {
        char c = at < regex.length() ? regex.charAt(at) : 0;
        boolean any = c != 0 && (regex.charAt(at - 1) == '.' || regex.charAt(at - 1) == ']');
        if (c == '?' || (c == '*' && !any)) {
            text.setLength(start);
            at++;
        } else if (c == '*') {
            at++;
        } else if (c == '+') {
            at++;
        } else if (c == '{') {
            repeat(start);
        } else {
            return;
        }
        boolean lazy = at < regex.length() && "?+".indexOf(regex.charAt(at)) >= 0;
        at += lazy ? 1 : 0;
    }
}

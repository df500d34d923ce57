package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/// Finds the mistakes for which PCRE2 refuses a regular expression: brackets that do not match,
/// repetitions of nothing, ranges the wrong way round, names given twice, references to groups that
/// are not there. What it does not know it lets pass.
final class NginxRegexRules {
    private static final int REPEATS_MAX = 65_535;

    private final String pattern;
    private final Set<String> names = new HashSet<>();
    private int at;
    private int open;
    private int groups;
    private int referenceMax;
    private boolean repeatable;

    private NginxRegexRules(String pattern) {
        this.pattern = pattern;
    }

    /// What is wrong with a pattern; null when nothing is known to be wrong.
    static @Nullable String fault(String pattern) {
        // In the extended form blanks and comments mean nothing: that is not followed here.
        if (pattern.contains("(?x") || pattern.contains("(*") || pattern.contains("\\Q")) {
            return null;
        }
        return new NginxRegexRules(pattern).fault();
    }

    /// The names of the groups in a pattern: nginx sets variables of these names.
    static Set<String> groupNames(String pattern) {
        var rules = new NginxRegexRules(pattern);
        rules.fault();
        return rules.names;
    }

    private @Nullable String fault() {
        while (at < pattern.length()) {
            String fault = step(pattern.charAt(at));
            if (fault != null) {
                return fault;
            }
        }
        if (open > 0) {
            return "a closing parenthesis is missing";
        }
        return referenceMax > groups ? "there is no group " + referenceMax : null;
    }

    private @Nullable String step(char c) {
        switch (c) {
            case '\\' -> {
                return escape();
            }
            case '[' -> {
                return set();
            }
            case '(' -> {
                return group();
            }
            case ')' -> {
                at++;
                repeatable = true;
                return --open < 0 ? "a closing parenthesis has no opening one" : null;
            }
            case '*', '+', '?' -> {
                at++;
                return repetition(c);
            }
            case '{' -> {
                return braces();
            }
            case '|', '^', '$' -> {
                at++;
                repeatable = false;
            }
            default -> {
                at++;
                repeatable = true;
            }
        }
        return null;
    }

    private @Nullable String repetition(char c) {
        if (!repeatable) {
            return "\"" + c + "\" has nothing to repeat";
        }
        if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '+')) {
            at++;
        }
        repeatable = false;
        return null;
    }

    private @Nullable String braces() {
        int close = pattern.indexOf('}', at);
        String inside = close < 0 ? "" : pattern.substring(at + 1, close);
        int comma = inside.indexOf(',');
        String low = comma < 0 ? inside : inside.substring(0, comma);
        String high = comma < 0 ? "" : inside.substring(comma + 1);
        long least = NginxQuantity.number(low);
        long most = high.isEmpty() ? least : NginxQuantity.number(high);
        if (least < 0 || most < 0) {
            at++;
            repeatable = true;
            return null;
        }
        at = close + 1;
        if (least > REPEATS_MAX || most > REPEATS_MAX) {
            return "a number of repetitions is too big";
        }
        return least > most ? "the numbers in {" + inside + "} are out of order" : repetition('{');
    }

    private @Nullable String escape() {
        if (at + 1 >= pattern.length()) {
            return "it ends with a backslash";
        }
        char c = pattern.charAt(at + 1);
        at += 2;
        repeatable = "bBAzZG".indexOf(c) < 0;
        if (c >= '1' && c <= '9') {
            int start = at - 1;
            while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
                at++;
            }
            // Two digits and more may be an octal character.
            if (at == start + 1) {
                referenceMax = Math.max(referenceMax, c - '0');
            }
        }
        return null;
    }

    private @Nullable String set() {
        at++;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        int first = at;
        int low = -1;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == ']' && at > first) {
                at++;
                repeatable = true;
                return null;
            }
            if (c == '[' && isClassName()) {
                at = pattern.indexOf(":]", at) + 2;
                low = -1;
            } else if (c == '-' && low >= 0 && isRangeEnd()) {
                char high = pattern.charAt(at + 1);
                if (high < low) {
                    return "the range " + (char) low + "-" + high + " is out of order";
                }
                at += 2;
                low = -1;
            } else if (c == '\\') {
                at += 2;
                low = -1;
            } else {
                low = c;
                at++;
            }
        }
        return "a closing \"]\" is missing";
    }

    /// Whether `[:name:]` stands here.
    private boolean isClassName() {
        int end = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
        if (end < 0) {
            return false;
        }
        for (int i = at + 2; i < end; i++) {
            char c = pattern.charAt(i);
            if (c != '^' && !(c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }

    /// Whether the `-` here stands between two plain characters.
    private boolean isRangeEnd() {
        if (at + 1 >= pattern.length()) {
            return false;
        }
        char next = pattern.charAt(at + 1);
        return next != ']' && next != '\\' && next != '[';
    }

    private @Nullable String group() {
        open++;
        at++;
        repeatable = false;
        if (!pattern.startsWith("?", at)) {
            groups++;
            return null;
        }
        if (pattern.startsWith("?#", at)) {
            int end = pattern.indexOf(')', at);
            if (end < 0) {
                return "a comment is not closed";
            }
            open--;
            at = end + 1;
            return null;
        }
        at++;
        int name = nameStart();
        if (name < 0) {
            return options();
        }
        char close = pattern.charAt(name - 1) == '\'' ? '\'' : '>';
        int end = pattern.indexOf(close, name);
        if (end <= name) {
            return "a group's name is missing";
        }
        groups++;
        at = end + 1;
        return names.add(pattern.substring(name, end))
                ? null
                : "two groups have the same name " + Shown.of(pattern.substring(name, end));
    }

    /// Where the name of a named group begins; -1 when it is another kind of group.
    private int nameStart() {
        if (pattern.startsWith("P<", at)) {
            return at + 2;
        }
        if (pattern.startsWith("'", at)) {
            return at + 1;
        }
        boolean named =
                pattern.startsWith("<", at)
                        && !pattern.startsWith("<=", at)
                        && !pattern.startsWith("<!", at);
        return named ? at + 1 : -1;
    }

    private @Nullable String options() {
        if (at >= pattern.length()) {
            return null;
        }
        char c = pattern.charAt(at);
        if (c == '(') {
            // What decides between two ways: a group's number or name, or an assertion, which is
            // read like any other group.
            int close = pattern.startsWith("(?", at) ? at - 1 : pattern.indexOf(')', at);
            at = close < 0 ? pattern.length() : close + 1;
            return null;
        }
        if (":=!<>|&R".indexOf(c) >= 0 || Character.isDigit(c) || c == 'P') {
            at += c == '<' ? 2 : 1;
            return null;
        }
        while (at < pattern.length() && "imsnxJU-^a".indexOf(pattern.charAt(at)) >= 0) {
            at++;
        }
        boolean known =
                at >= pattern.length()
                        || ":)+".indexOf(pattern.charAt(at)) >= 0
                        || Character.isDigit(pattern.charAt(at));
        if (known && pattern.startsWith(":", at)) {
            at++;
        }
        return known ? null : "\"(?" + pattern.charAt(at) + "\" is not known";
    }
}

package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What must be known of a regular expression without matching it.
final class NginxRegex {
    private NginxRegex() {}

    /// The names of its groups, in order: `(?<name>…)`, `(?P<name>…)`, `(?'name'…)`.
    static List<String> groups(String regex) {
        var names = new ArrayList<String>(2);
        for (int at = regex.indexOf("(?"); at >= 0; at = regex.indexOf("(?", at + 2)) {
            int open = regex.startsWith("P", at + 2) ? at + 3 : at + 2;
            if (open >= regex.length() || isEscaped(regex, at)) {
                continue;
            }
            char bracket = regex.charAt(open);
            int close = regex.indexOf(bracket == '<' ? '>' : '\'', open + 1);
            boolean named = bracket == '<' || (bracket == '\'' && open == at + 2);
            if (named && close > open + 1 && isName(regex, open + 1, close)) {
                names.add(regex.substring(open + 1, close));
            }
        }
        return names;
    }

    /// Its named groups as expressions, for places where the match has just been made.
    static Map<String, Expression> captures(String regex) {
        List<String> names = groups(regex);
        if (names.isEmpty()) {
            return Map.of();
        }
        var captures = new HashMap<String, Expression>();
        for (String name : names) {
            captures.put(name.toLowerCase(Locale.ROOT), new Expression.Capture(name));
        }
        return captures;
    }

    static Matcher matcher(String regex, boolean ignoreCase, Span span) {
        var pattern = new Matcher.Pattern(regex, span);
        return new Matcher(Matcher.Method.REGEX, ignoreCase, List.of(pattern), true);
    }

    private static boolean isEscaped(String regex, int at) {
        int slashes = 0;
        while (slashes < at && regex.charAt(at - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    /// A look-behind (`(?<=`, `(?<!`) has no name.
    private static boolean isName(String regex, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = regex.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == from || c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}

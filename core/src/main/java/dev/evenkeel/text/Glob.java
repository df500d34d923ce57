package dev.evenkeel.text;

/// A shell pattern over paths: `*` and `?` stay inside one path segment, `[a-z]` and `[!a-z]` stand
/// for one character, a backslash takes the next one literally. Source: POSIX.1-2017, 2.13.
public record Glob(String pattern) {
    public boolean matches(String path) {
        return matches(0, path, 0);
    }

    public static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }

    private boolean matches(int p, String path, int i) {
        // One backtracking point suffices: a later star always covers what an earlier one could.
        int starAt = -1;
        int resume = -1;
        while (i < path.length()) {
            int next = p < pattern.length() ? step(p, path.charAt(i)) : -1;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                starAt = p++;
                resume = i;
            } else if (next >= 0) {
                p = next;
                i++;
            } else if (starAt >= 0 && path.charAt(resume) != '/') {
                i = ++resume;
                p = starAt + 1;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /// The pattern index behind the element at `p` when it matches `c`, else -1.
    private int step(int p, char c) {
        char first = pattern.charAt(p);
        if (first == '?') {
            return c == '/' ? -1 : p + 1;
        }
        if (first == '\\' && p + 1 < pattern.length()) {
            return pattern.charAt(p + 1) == c ? p + 2 : -1;
        }
        int close = first == '[' ? pattern.indexOf(']', p + 2) : -1;
        if (close < 0) {
            return first == c ? p + 1 : -1;
        }
        return c != '/' && inSet(pattern.substring(p + 1, close), c) ? close + 1 : -1;
    }

    private static boolean inSet(String set, char c) {
        boolean negated = set.startsWith("!") || set.startsWith("^");
        boolean found = false;
        for (int k = negated ? 1 : 0; k < set.length(); k++) {
            if (k + 2 < set.length() && set.charAt(k + 1) == '-') {
                found |= set.charAt(k) <= c && c <= set.charAt(k + 2);
                k += 2;
            } else {
                found |= set.charAt(k) == c;
            }
        }
        return found != negated;
    }
}

package dev.evenkeel.routing;

import java.util.regex.MatchResult;

/// What a match is replaced with: `\1` is its first group, a backslash keeps any other character.
final class Substitution {
    private Substitution() {}

    static String of(String template, MatchResult match) {
        var text = new StringBuilder(template.length());
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            char next = at < template.length() ? template.charAt(at) : 0;
            if (c != '\\' || next == 0) {
                text.append(c);
                continue;
            }
            at++;
            if (next >= '0' && next <= '9') {
                int group = next - '0';
                String captured = group <= match.groupCount() ? match.group(group) : null;
                text.append(captured == null ? "" : captured);
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }
}

package dev.evenkeel.routing;

import java.util.regex.MatchResult;

/// What a match is replaced with: `\1` is its first group, a backslash keeps any other character.
final class Substitution {
    private Substitution() {}

    static String of(String template, MatchResult match) {
        var text = new StringBuilder(template.length());
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            char next = i + 1 < template.length() ? template.charAt(i + 1) : 0;
            if (c != '\\' || next == 0) {
                text.append(c);
                continue;
            }
            i++;
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

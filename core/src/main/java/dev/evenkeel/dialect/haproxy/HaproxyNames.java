package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Source;

/// What HAProxy allows as names of sections, ACLs and servers.
final class HaproxyNames {
    private HaproxyNames() {}

    /// A word as it may be shown: readable, and not longer than a line of a message bears.
    static String shown(String word) {
        String cut = word.length() > 60 ? word.substring(0, 57) + "..." : word;
        return Source.readable(cut);
    }

    /// The first character that may not stand in a name; 0 when all may.
    static char invalid(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean valid =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '-' && c <= ':' && c != '/')
                            || c == '_';
            if (!valid) {
                return c;
            }
        }
        return 0;
    }
}

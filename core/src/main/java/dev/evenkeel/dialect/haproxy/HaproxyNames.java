package dev.evenkeel.dialect.haproxy;

/// What HAProxy allows as names of sections, ACLs and servers.
final class HaproxyNames {
    private HaproxyNames() {}

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

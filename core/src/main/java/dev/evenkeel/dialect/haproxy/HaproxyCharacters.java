package dev.evenkeel.dialect.haproxy;

/// Classes of characters, in ASCII.
final class HaproxyCharacters {
    private HaproxyCharacters() {}

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlphanumeric(char c) {
        return isLetter(c) || isDigit(c);
    }

    /// What names of sections, servers and ACLs are made of.
    static boolean isName(char c) {
        return isAlphanumeric(c) || c == '-' || c == '_' || c == '.' || c == ':';
    }

    /// What names of fetches and converters are made of.
    static boolean isKeyword(char c) {
        return isName(c) || c == '+';
    }
}

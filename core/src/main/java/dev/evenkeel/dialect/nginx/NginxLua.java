package dev.evenkeel.dialect.nginx;

/// Finds the end of Lua code inside a configuration. Braces in strings (`'…'`, `"…"`, `[[…]]`,
/// `[==[…]==]`) and in comments (`-- …`, `--[[…]]`) do not count.
final class NginxLua {
    private NginxLua() {}

    /// Whether a directive's block is Lua code: `content_by_lua_block` and all its kin.
    static boolean isBlockOf(String directive) {
        return directive.endsWith("_by_lua_block");
    }

    /// The offset of the brace that closes a block whose text starts at `from`; -1 without one.
    static int blockEnd(String text, int from) {
        int open = 1;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '{') {
                open++;
            } else if (c == '}' && --open == 0) {
                return i;
            }
            i =
                    switch (c) {
                        case '"', '\'' -> stringEnd(text, i);
                        case '[' -> Math.max(i + 1, longBracketEnd(text, i));
                        case '-' -> text.startsWith("--", i) ? commentEnd(text, i + 2) : i + 1;
                        default -> i + 1;
                    };
        }
        return -1;
    }

    private static int stringEnd(String text, int from) {
        char quote = text.charAt(from);
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != quote && text.charAt(i) != '\n') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private static int commentEnd(String text, int from) {
        int bracket = text.startsWith("[", from) ? longBracketEnd(text, from) : -1;
        if (bracket >= 0) {
            return bracket;
        }
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    /// Behind the long bracket that opens at `from`; -1 when none opens there.
    private static int longBracketEnd(String text, int from) {
        int level = from + 1;
        while (level < text.length() && text.charAt(level) == '=') {
            level++;
        }
        if (level >= text.length() || text.charAt(level) != '[') {
            return -1;
        }
        String close = "]" + "=".repeat(level - from - 1) + "]";
        int end = text.indexOf(close, level + 1);
        return end < 0 ? text.length() : end + close.length();
    }
}

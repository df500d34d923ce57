package dev.evenkeel.language;

import dev.evenkeel.language.RegularParser.NotRegular;

/// Reads a set of characters (`[a-z]`) or an escape that stands for one (`\d`, `\x2f`).
final class RegularCharacters {
    private static final ByteSet DIGITS = ByteSet.range('0', '9');
    private static final ByteSet LOWER = ByteSet.range('a', 'z');
    private static final ByteSet UPPER = ByteSet.range('A', 'Z');
    private static final ByteSet ALPHA = LOWER.or(UPPER);
    private static final ByteSet WORD = ALPHA.or(DIGITS).or(ByteSet.of('_'));
    private static final ByteSet SPACE = ByteSet.of(" \t\n\r\f\u000B");
    private static final ByteSet BLANK = ByteSet.of(" \t\u00A0");
    private static final ByteSet VERTICAL = ByteSet.of("\n\r\f\u000B\u0085");

    private final String text;
    private final boolean ignoreCase;
    private int at;

    /// The one byte that was read last; -1 when it was a set.
    private int single;

    RegularCharacters(String text, int at, boolean ignoreCase) {
        this.text = text;
        this.ignoreCase = ignoreCase;
        this.at = at;
    }

    int end() {
        return at;
    }

    private char peek(int offset) {
        return at + offset < text.length() ? text.charAt(at + offset) : 0;
    }

    /// From `[` to `]`; in any case before it is negated.
    ByteSet read() throws NotRegular {
        at++;
        boolean negated = peek(0) == '^';
        at += negated ? 1 : 0;
        ByteSet set = ByteSet.of("");
        boolean first = true;
        while (first || peek(0) != ']') {
            if (at >= text.length()) {
                throw new NotRegular();
            }
            first = false;
            set = set.or(member());
        }
        at++;
        ByteSet all = ignoreCase ? set.inAnyCase() : set;
        return negated ? all.not() : all;
    }

    private ByteSet member() throws NotRegular {
        ByteSet one = item();
        int low = single;
        boolean range = peek(0) == '-' && peek(1) != ']' && at + 1 < text.length();
        if (!range) {
            return one;
        }
        at++;
        item();
        // Between sets the sign stands for itself in older releases, and is wrong in newer ones.
        if (low < 0 || single < low) {
            throw new NotRegular();
        }
        return ByteSet.range(low, single);
    }

    private ByteSet item() throws NotRegular {
        char c = peek(0);
        if (c == '[' && (peek(1) == '.' || peek(1) == '=')) {
            throw new NotRegular();
        }
        if (c == '[' && peek(1) == ':') {
            int close = text.indexOf(":]", at + 2);
            if (close > 0) {
                boolean negated = peek(2) == '^';
                ByteSet named = named(text.substring(at + (negated ? 3 : 2), close));
                at = close + 2;
                single = -1;
                return negated ? named.not() : named;
            }
        }
        if (c == '\\') {
            if (peek(1) == 'b') {
                at += 2;
                single = 8;
                return ByteSet.of(8);
            }
            if (peek(1) == 'N') {
                throw new NotRegular();
            }
            return escape();
        }
        at++;
        single = c;
        return ByteSet.of(c);
    }

    private ByteSet named(String name) throws NotRegular {
        return switch (name) {
            case "alpha" -> ALPHA;
            case "digit" -> DIGITS;
            case "alnum" -> ALPHA.or(DIGITS);
            case "upper" -> ignoreCase ? ALPHA : UPPER;
            case "lower" -> ignoreCase ? ALPHA : LOWER;
            case "space" -> SPACE;
            case "blank" -> ByteSet.of(" \t");
            case "xdigit" -> DIGITS.or(ByteSet.range('a', 'f')).or(ByteSet.range('A', 'F'));
            case "word" -> WORD;
            case "cntrl" -> ByteSet.range(0, 31).or(ByteSet.of(127));
            case "print" -> ByteSet.range(32, 126);
            case "graph" -> ByteSet.range(33, 126);
            case "punct" -> ByteSet.range(33, 126).not().or(ALPHA).or(DIGITS).not();
            default -> throw new NotRegular();
        };
    }

    /// An escape that stands for a byte or a set of bytes.
    ByteSet escape() throws NotRegular {
        char c = peek(1);
        single = -1;
        ByteSet set =
                switch (c) {
                    case 'd' -> DIGITS;
                    case 'D' -> DIGITS.not();
                    case 'w' -> WORD;
                    case 'W' -> WORD.not();
                    case 's' -> SPACE;
                    case 'S' -> SPACE.not();
                    case 'h' -> BLANK;
                    case 'H' -> BLANK.not();
                    case 'v' -> VERTICAL;
                    case 'V' -> VERTICAL.not();
                    case 'N' -> ByteSet.of('\n').not();
                    default -> null;
                };
        if (set != null) {
            at += 2;
            return set;
        }
        single = code(c);
        return ByteSet.of(single);
    }

    private int code(char c) throws NotRegular {
        at += 2;
        return switch (c) {
            case 'a' -> 7;
            case 'e' -> 27;
            case 'f' -> 12;
            case 'n' -> 10;
            case 'r' -> 13;
            case 't' -> 9;
            case 'x' -> hexadecimal();
            case '0' -> octal();
            default -> {
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                if (letter || c == 0 || (c >= '1' && c <= '9')) {
                    throw new NotRegular();
                }
                yield c;
            }
        };
    }

    private int hexadecimal() throws NotRegular {
        int close = peek(0) == '{' ? text.indexOf('}', at) : -1;
        if (peek(0) == '{' && (close < 0 || close - at > 3 || close - at < 2)) {
            throw new NotRegular();
        }
        int start = close > 0 ? at + 1 : at;
        int value = 0;
        int digits = 0;
        while (digits < 2 && start + digits < text.length()) {
            int digit = Character.digit(text.charAt(start + digits), 16);
            if (digit < 0) {
                break;
            }
            value = 16 * value + digit;
            digits++;
        }
        if (close > 0 && start + digits != close) {
            throw new NotRegular();
        }
        at = close > 0 ? close + 1 : start + digits;
        return value;
    }

    private int octal() {
        int value = 0;
        for (int digits = 0; digits < 2 && peek(0) >= '0' && peek(0) <= '7'; digits++) {
            value = 8 * value + peek(0) - '0';
            at++;
        }
        return value;
    }
}

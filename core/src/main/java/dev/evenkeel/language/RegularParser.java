package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads a PCRE expression on bytes, as far as it is regular: no references to groups, no looking
/// around, no possessive or atomic groups. Source: `pcre2pattern(3)`.
public final class RegularParser {
    /// How often a counted repetition may repeat.
    private static final int REPEATS_MAX = 1000;

    private static final int DEPTH_MAX = 200;

    private final String text;
    private int at;
    private boolean ignoreCase;
    private boolean dotAll;

    /// Behind `\Q`, where every character stands for itself.
    private boolean quoted;

    private int depth;

    private RegularParser(String text, boolean ignoreCase) {
        this.text = text;
        this.ignoreCase = ignoreCase;
    }

    /// `null` when the expression is not regular, or not read.
    public static @Nullable Regular parse(String text, boolean ignoreCase) {
        var parser = new RegularParser(text, ignoreCase);
        try {
            Regular regular = parser.alternatives();
            return parser.at == text.length() ? regular : null;
        } catch (NotRegular _) {
            return null;
        }
    }

    /// Ends the reading of what is not regular.
    static final class NotRegular extends Exception {
        private static final long serialVersionUID = 1L;

        NotRegular() {
            super("not regular", null, false, false);
        }
    }

    private char peek(int offset) {
        return at + offset < text.length() ? text.charAt(at + offset) : 0;
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    /// Options that are set inside hold to the end of these alternatives.
    private Regular alternatives() throws NotRegular {
        if (++depth > DEPTH_MAX) {
            throw new NotRegular();
        }
        boolean caseBefore = ignoreCase;
        boolean dotBefore = dotAll;
        var all = new ArrayList<Regular>(1);
        all.add(sequence());
        while (!atEnd() && peek(0) == '|') {
            at++;
            all.add(sequence());
        }
        ignoreCase = caseBefore;
        dotAll = dotBefore;
        depth--;
        return all.size() == 1 ? all.getFirst() : new Regular.Or(all);
    }

    private Regular sequence() throws NotRegular {
        var parts = new ArrayList<Regular>();
        while (!atEnd() && (quoted || (peek(0) != '|' && peek(0) != ')'))) {
            Regular one = quoted ? quoted() : atom();
            if (one != null) {
                parts.add(quoted ? one : repeated(one));
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Regular.Then(parts);
    }

    /// `null` at the end of what is quoted.
    private @Nullable Regular quoted() {
        if (text.startsWith("\\E", at)) {
            at += 2;
            quoted = false;
            return null;
        }
        return one(ByteSet.of(text.charAt(at++)));
    }

    /// `null` for what matches nothing by itself (a comment, an option).
    private @Nullable Regular atom() throws NotRegular {
        char c = peek(0);
        return switch (c) {
            case '[' -> {
                var characters = new RegularCharacters(text, at, ignoreCase);
                ByteSet set = characters.read();
                at = characters.end();
                yield new Regular.One(set);
            }
            case '(' -> group();
            case '\\' -> escape();
            default -> {
                at++;
                yield switch (c) {
                    case '.' -> new Regular.One(dotAll ? ByteSet.ALL : ByteSet.of('\n').not());
                    case '^' -> new Regular.Start();
                    case '$' -> new Regular.LineEnd();
                    case '*', '+', '?' -> throw new NotRegular();
                    case '{' -> {
                        // Newer releases read more of these as repetitions than older ones.
                        if (isBraced(at)) {
                            throw new NotRegular();
                        }
                        yield one(ByteSet.of(c));
                    }
                    default -> one(ByteSet.of(c));
                };
            }
        };
    }

    private Regular one(ByteSet bytes) {
        return new Regular.One(ignoreCase ? bytes.inAnyCase() : bytes);
    }

    private Regular repeated(Regular atom) throws NotRegular {
        int min;
        int max;
        char c = peek(0);
        int close = c == '{' ? braceEnd() : -1;
        if (!atEnd() && (c == '*' || c == '+' || c == '?')) {
            min = c == '+' ? 1 : 0;
            max = c == '?' ? 1 : -1;
            at++;
        } else if (close > 0) {
            String inside = text.substring(at + 1, close);
            int comma = inside.indexOf(',');
            min = count(comma < 0 ? inside : inside.substring(0, comma));
            String upper = comma < 0 ? inside : inside.substring(comma + 1);
            max = upper.isEmpty() ? -1 : count(upper);
            at = close + 1;
        } else {
            return atom;
        }
        if (peek(0) == '+' || !isRepeatable(atom) || (max >= 0 && max < min)) {
            throw new NotRegular();
        }
        at += peek(0) == '?' ? 1 : 0;
        return new Regular.Repeat(atom, min, max);
    }

    private static boolean isRepeatable(Regular regular) {
        return !(regular instanceof Regular.Start
                || regular instanceof Regular.End
                || regular instanceof Regular.LineEnd);
    }

    private static int count(String digits) throws NotRegular {
        int count = digits.length() > 5 ? REPEATS_MAX + 1 : Integer.parseInt(digits);
        if (count > REPEATS_MAX) {
            throw new NotRegular();
        }
        return count;
    }

    /// Where the brace of a repetition closes; -1 when the brace begins none.
    private int braceEnd() {
        int digits = digits(at + 1);
        int i = digits;
        if (digits > at + 1 && i < text.length() && text.charAt(i) == ',') {
            i = digits(i + 1);
        }
        boolean closes = i < text.length() && text.charAt(i) == '}';
        return digits > at + 1 && closes ? i : -1;
    }

    /// Whether what stands behind a brace could be read as how often something is repeated.
    private boolean isBraced(int from) {
        int i = from;
        boolean digits = false;
        while (i < text.length() && " \t,0123456789".indexOf(text.charAt(i)) >= 0) {
            digits |= text.charAt(i) >= '0' && text.charAt(i) <= '9';
            i++;
        }
        return digits && i < text.length() && text.charAt(i) == '}';
    }

    /// Behind the digits that begin at a place.
    private int digits(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private @Nullable Regular group() throws NotRegular {
        at++;
        if (peek(0) == '*') {
            throw new NotRegular();
        }
        if (peek(0) != '?') {
            return inner(ignoreCase, dotAll);
        }
        at++;
        char kind = peek(0);
        return switch (kind) {
            case ':' -> {
                at++;
                yield inner(ignoreCase, dotAll);
            }
            case '#' -> {
                at = text.indexOf(')', at) + 1;
                if (at == 0) {
                    throw new NotRegular();
                }
                yield null;
            }
            case 'P', '<', '\'' -> {
                name();
                yield inner(ignoreCase, dotAll);
            }
            default -> options();
        };
    }

    /// Skips the name of a group.
    private void name() throws NotRegular {
        at += peek(0) == 'P' ? 1 : 0;
        char open = peek(0);
        boolean named = open == '<' ? peek(1) != '=' && peek(1) != '!' : open == '\'';
        int close = named ? text.indexOf(open == '<' ? '>' : '\'', at + 1) : -1;
        if (close < 0) {
            throw new NotRegular();
        }
        at = close + 1;
    }

    private @Nullable Regular options() throws NotRegular {
        boolean on = true;
        boolean anyCase = ignoreCase;
        boolean all = dotAll;
        while (true) {
            char c = peek(0);
            at++;
            switch (c) {
                case '-' -> on = false;
                case 'i' -> anyCase = on;
                case 's' -> all = on;
                case ')' -> {
                    ignoreCase = anyCase;
                    dotAll = all;
                    return null;
                }
                case ':' -> {
                    return inner(anyCase, all);
                }
                default -> throw new NotRegular();
            }
        }
    }

    private Regular inner(boolean anyCase, boolean all) throws NotRegular {
        boolean caseBefore = ignoreCase;
        boolean dotBefore = dotAll;
        ignoreCase = anyCase;
        dotAll = all;
        Regular inner = alternatives();
        ignoreCase = caseBefore;
        dotAll = dotBefore;
        if (atEnd() || peek(0) != ')') {
            throw new NotRegular();
        }
        at++;
        return inner instanceof Regular.Start || inner instanceof Regular.LineEnd
                ? new Regular.Then(List.of(inner, Regular.EMPTY))
                : inner;
    }

    private @Nullable Regular escape() throws NotRegular {
        char c = peek(1);
        return switch (c) {
            case 'A' -> {
                at += 2;
                yield new Regular.Start();
            }
            case 'z' -> {
                at += 2;
                yield new Regular.End();
            }
            case 'Z' -> {
                at += 2;
                yield new Regular.LineEnd();
            }
            case 'Q' -> {
                at += 2;
                quoted = true;
                yield null;
            }
            default -> {
                boolean reference = c >= '1' && c <= '9';
                if (reference || c == 'b' || c == 'B') {
                    throw new NotRegular();
                }
                var characters = new RegularCharacters(text, at, ignoreCase);
                ByteSet set = characters.escape();
                at = characters.end();
                yield one(set);
            }
        };
    }
}

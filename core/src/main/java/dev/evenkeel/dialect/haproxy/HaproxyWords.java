package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Source;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Splits lines of one source into words by HAProxy's rules: blanks separate, `\` escapes, double
/// quotes keep blanks and expand variables, single quotes keep everything, `#` begins a comment and
/// a carriage return or line feed ends the line wherever it stands.
///
/// Source of the rules: section 2.2 and 2.3 of the configuration manual, and the behaviour of
/// HAProxy 2.6, 3.0 and 3.2 where the manual is silent.
final class HaproxyWords {
    /// The most words a line may have.
    static final int WORDS_MAX = 64;

    private static final int CACHE = 2048;

    /// What is wrong with a line, and where.
    enum Fault {
        NONE,
        QUOTE,
        BRACE,
        VARIABLE_NAME,
        EXPANSION,
        HEX,
        WORDS
    }

    private final Source source;
    private final String text;
    private final boolean hasDefaultValues;
    private final String[] cache = new String[CACHE];
    private final StringBuilder word = new StringBuilder();
    private @Nullable HaproxyEnvironment environment;

    private String[] words = new String[WORDS_MAX];
    private int[] places = new int[2 * WORDS_MAX];
    private int size;
    private int at;
    private int end;
    private long unresolved;
    private boolean hasEmpty;
    private Fault fault = Fault.NONE;
    private int faultAt;
    private int comment;
    private int spelledOut = -1;

    HaproxyWords(Source source, boolean hasDefaultValues) {
        this.source = source;
        this.text = source.text();
        this.hasDefaultValues = hasDefaultValues;
    }

    /// Splits what stands from `start`, the first character that is no blank, to `lineEnd`. Without
    /// an environment every word with a variable counts as unresolved. Null when there is no word.
    @Nullable HaproxyLine split(int start, int lineEnd, @Nullable HaproxyEnvironment with) {
        environment = with;
        size = 0;
        at = start;
        end = lineEnd;
        unresolved = 0;
        hasEmpty = false;
        fault = Fault.NONE;
        comment = -1;
        while (fault == Fault.NONE && skipBlanks()) {
            if (size == WORDS_MAX) {
                fail(Fault.WORDS, at);
            } else {
                plainWord();
            }
        }
        if (size == 0) {
            return null;
        }
        return new HaproxyLine(
                source,
                start,
                places[2 * size - 1],
                Arrays.copyOf(words, size),
                Arrays.copyOf(places, 2 * size),
                unresolved,
                HaproxyLine.Modifier.NONE);
    }

    Fault fault() {
        return fault;
    }

    int faultAt() {
        return faultAt;
    }

    /// Whether the line has an empty word.
    boolean hasEmpty() {
        return hasEmpty;
    }

    /// Where the comment of the line begins; -1 when it has none.
    int comment() {
        return comment;
    }

    /// Where `${NAME}` first stood outside double quotes, where it is no variable; -1 for nowhere.
    int spelledOut() {
        return spelledOut;
    }

    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /// Moves to the next word; false at the end of the line.
    private boolean skipBlanks() {
        // A carriage return ends the line only where a word could stand, not among blanks.
        boolean among = false;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '#') {
                comment = at;
                return false;
            }
            if (!isBlank(c)) {
                return true;
            }
            if (c == '\r' && !among) {
                return false;
            }
            among = true;
            at++;
        }
        return false;
    }

    /// Reads a word that needs no rewriting in one go; else the long way.
    private void plainWord() {
        int start = at;
        int hash = 0;
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            if (c < '-' && (isBlank(c) || c == '#')) {
                break;
            }
            if (c == '"' || c == '\'' || c == '\\' || c == '{') {
                quotedWord(start);
                return;
            }
            hash = 31 * hash + c;
            i++;
        }
        at = i;
        add(cached(start, i, hash), start);
    }

    private String cached(int start, int stop, int hash) {
        int slot = (hash ^ hash >>> 11) & CACHE - 1;
        String known = cache[slot];
        if (known != null && known.length() == stop - start && text.startsWith(known, start)) {
            return known;
        }
        String fresh = text.substring(start, stop);
        if (fresh.length() <= 64) {
            cache[slot] = fresh;
        }
        return fresh;
    }

    private void add(String value, int start) {
        if (size == WORDS_MAX) {
            fail(Fault.WORDS, start);
            return;
        }
        hasEmpty |= value.isEmpty();
        words[size] = value;
        places[2 * size] = start;
        places[2 * size + 1] = at;
        size++;
    }

    private void fail(Fault what, int where) {
        if (fault == Fault.NONE) {
            fault = what;
            faultAt = where;
        }
    }

    private void quotedWord(int start) {
        word.setLength(0);
        char quote = 0;
        int quoteAt = 0;
        while (at < end && fault == Fault.NONE) {
            char c = text.charAt(at);
            if (c == '\r' || (quote == 0 && (isBlank(c) || c == '#'))) {
                break;
            }
            if (c == quote) {
                quote = 0;
                at++;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                quoteAt = at++;
            } else if (c == '\\' && quote != '\'') {
                escape(quote);
            } else if (c == '$' && quote == '"') {
                variable(start);
            } else {
                if (c == '$' && isPlaceholder(at)) {
                    placeholder();
                } else {
                    word.append(c);
                    at++;
                }
            }
        }
        if (quote != 0) {
            fail(Fault.QUOTE, quoteAt);
        }
        if (fault == Fault.NONE || fault == Fault.WORDS) {
            add(word.toString(), start);
        }
    }

    /// Reads an escape; what is none stays as it is.
    private void escape(char quote) {
        char next = at + 1 < end ? text.charAt(at + 1) : 0;
        char meant =
                switch (next) {
                    case ' ', '\\', '#', '\'', '"' -> next;
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case '$' -> quote == '"' ? next : 0;
                    default -> 0;
                };
        if (next == 'x') {
            int high = at + 2 < end ? Character.digit(text.charAt(at + 2), 16) : -1;
            int low = at + 3 < end ? Character.digit(text.charAt(at + 3), 16) : -1;
            if (high < 0 || low < 0) {
                fail(Fault.HEX, at);
                return;
            }
            word.append((char) (high << 4 | low));
            at += 4;
        } else if (meant != 0) {
            word.append(meant);
            at += 2;
        } else {
            word.append('\\');
            at++;
        }
    }

    /// Whether `${NAME}` stands at an offset.
    private boolean isPlaceholder(int offset) {
        if (offset + 2 >= end || text.charAt(offset + 1) != '{') {
            return false;
        }
        int i = nameEnd(offset + 2);
        return i > offset + 2 && i < end && text.charAt(i) == '}';
    }

    /// `${NAME}` outside double quotes: in an address HAProxy expands it all the same, elsewhere it
    /// stays as it is.
    private void placeholder() {
        int close = text.indexOf('}', at);
        String value =
                environment != null && hasAddresses()
                        ? environment.value(text.substring(at + 2, close))
                        : null;
        if (value == null) {
            markUnresolved();
            spelledOut = spelledOut < 0 && !hasAddresses() ? at : spelledOut;
            word.append(text, at, close + 1);
        } else {
            word.append(value);
        }
        at = close + 1;
    }

    private boolean hasAddresses() {
        return size > 0
                && switch (words[0]) {
                    case "bind",
                            "dgram-bind",
                            "dispatch",
                            "log",
                            "mailer",
                            "nameserver",
                            "peer",
                            "server",
                            "server-template",
                            "source",
                            "stats" ->
                            true;
                    default -> false;
                };
    }

    private int nameEnd(int start) {
        int i = start < end && text.charAt(start) == '.' ? start + 1 : start;
        while (i < end && isNameCharacter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }

    private void variable(int wordStart) {
        int start = at++;
        boolean braced = at < end && text.charAt(at) == '{';
        at += braced ? 1 : 0;
        char first = at < end ? text.charAt(at) : 0;
        if (first != '.' && (!isNameCharacter(first) || (first >= '0' && first <= '9'))) {
            fail(Fault.VARIABLE_NAME, at);
            return;
        }
        int nameEnd = nameEnd(at);
        String name = text.substring(at, nameEnd);
        if (first == '.'
                && !(name.equals(".LINE") || name.equals(".FILE") || name.equals(".SECTION"))) {
            fail(Fault.VARIABLE_NAME, at);
            return;
        }
        at = nameEnd;
        boolean expanded = braced && at < end && text.charAt(at) == '[';
        if (expanded && !text.startsWith("[*]", at)) {
            fail(Fault.EXPANSION, at);
            return;
        }
        at += expanded ? 3 : 0;
        String value = environment == null ? null : environment.value(name);
        if (braced) {
            int close = text.indexOf('}', at);
            boolean hasDefault = hasDefaultValues && at < end && text.charAt(at) == '-';
            if (close < 0 || close >= end || (close > at && !hasDefault)) {
                fail(Fault.BRACE, start + 1);
                return;
            }
            if (hasDefault && value == null && environment != null) {
                value = text.substring(at + 1, close);
            }
            at = close + 1;
        }
        if (value == null) {
            markUnresolved();
            word.append(text, start, at);
        } else if (expanded) {
            appendWords(value, wordStart);
        } else {
            word.append(value);
        }
    }

    private void markUnresolved() {
        if (size < Long.SIZE) {
            unresolved |= 1L << size;
        }
    }

    /// Appends a value whose blanks separate words.
    private void appendWords(String value, int wordStart) {
        for (int i = 0; i < value.length() && fault == Fault.NONE; i++) {
            if (!isBlank(value.charAt(i))) {
                word.append(value.charAt(i));
            } else if (i == 0 || !isBlank(value.charAt(i - 1))) {
                add(word.toString(), wordStart);
                word.setLength(0);
            }
        }
    }
}

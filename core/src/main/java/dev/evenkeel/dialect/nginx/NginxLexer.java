package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cuts a text into the words of one directive after the other.
///
/// Source of the rules: nginx, `src/core/ngx_conf_file.c`, alike from 1.18 to 1.31. A backslash is
/// resolved before a quote, a backslash, `t`, `r` and `n`, inside quotes and outside; before
/// anything else it stays. Quotes mean something only where a word begins, and so does `#`. `{`
/// belongs to the word when it follows `$`. A closing quote wants a blank, `;`, `{` or `)` next.
final class NginxLexer {
    /// How far nginx sees: a word or a comment must end within this many bytes.
    private static final int BUFFER = 4096;

    /// Words of one directive; nginx knows no limit, but there must be one.
    private static final int WORDS_MAX = 50_000;

    /// What ended the words that were read; the last four are mistakes.
    enum End {
        SEMICOLON,
        OPENING,
        CLOSING,
        FILE,
        UNEXPECTED_SIGN,
        UNEXPECTED_END,
        TOO_LONG
    }

    private final Source source;
    private final String text;
    private final Map<String, String> names = new HashMap<>();
    private final List<Span> comments = new ArrayList<>();
    private int firstUnheard = -1;
    private int[] places = new int[32];
    private int words;
    private int at;
    private int sign;

    NginxLexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /// Reads the words up to the end of a directive, of a block or of the text.
    End next() {
        words = 0;
        return proceed();
    }

    /// Goes on with the same directive, behind a mistake.
    End proceed() {
        while (true) {
            at = blanksEnd(at);
            if (at >= text.length()) {
                sign = at;
                return words > 0 ? End.UNEXPECTED_END : End.FILE;
            }
            char c = text.charAt(at);
            End end =
                    switch (c) {
                        case ';', '{', '}' -> sign(c);
                        case '#' -> comment();
                        case '"', '\'' -> quoted(c);
                        default -> bare();
                    };
            if (end != null) {
                return end;
            }
            if (words > WORDS_MAX) {
                sign = at;
                at = text.length();
                return End.UNEXPECTED_END;
            }
        }
    }

    /// How many words were read.
    int words() {
        return words;
    }

    /// The words as nginx sees them.
    String[] read() {
        var read = new String[words];
        for (int i = 0; i < words; i++) {
            int start = places[2 * i];
            int end = places[2 * i + 1];
            char first = text.charAt(start);
            boolean quoted = first == '"' || first == '\'';
            String word = resolved(quoted ? start + 1 : start, quoted ? end - 1 : end);
            read[i] = i > 0 ? word : names.computeIfAbsent(word, name -> name);
        }
        return read;
    }

    /// Start and end offset of every word, quotes included.
    int[] places() {
        return Arrays.copyOf(places, 2 * words);
    }

    /// The place of the sign that ended the words, or of the mistake.
    int sign() {
        return sign;
    }

    /// Where the first comment begins that was not kept; -1 when all were.
    int firstUnheard() {
        return firstUnheard;
    }

    List<Span> comments() {
        return comments;
    }

    /// Takes a block in another language as it stands, up to its closing brace; null when there is
    /// none. The position is then behind the brace.
    @Nullable String opaque() {
        int close = NginxLua.blockEnd(text, at);
        if (close < 0) {
            at = text.length();
            return null;
        }
        String block = text.substring(at, close);
        at = close + 1;
        return block;
    }

    int position() {
        return at;
    }

    private int blanksEnd(int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private End sign(char c) {
        sign = at++;
        if (c == '}') {
            return words == 0 ? End.CLOSING : End.UNEXPECTED_SIGN;
        }
        if (words == 0) {
            return End.UNEXPECTED_SIGN;
        }
        return c == ';' ? End.SEMICOLON : End.OPENING;
    }

    private @Nullable End comment() {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        if (comments.size() < NginxBounds.COMMENTS_MAX) {
            comments.add(new Span(source, at, end));
        } else if (firstUnheard < 0) {
            firstUnheard = at;
        }
        boolean tooLong = isTooLong(at, end);
        sign = at;
        at = end;
        return tooLong ? End.TOO_LONG : null;
    }

    /// Whether nginx must read more than it can hold of what starts at `start` to see `end`.
    private boolean isTooLong(int start, int end) {
        return end - start >= BUFFER && start + BUFFER < text.length();
    }

    private @Nullable End quoted(char quote) {
        int start = at;
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= text.length()) {
            sign = isTooLong(start + 1, text.length()) ? start : text.length();
            at = text.length();
            return sign == start ? End.TOO_LONG : End.UNEXPECTED_END;
        }
        add(start, i + 1);
        at = i + 1;
        if (isTooLong(start + 1, i + 1)) {
            sign = start;
            return End.TOO_LONG;
        }
        if (at < text.length() && !isBlank(text.charAt(at)) && ";{)".indexOf(text.charAt(at)) < 0) {
            sign = at;
            return End.UNEXPECTED_SIGN;
        }
        return null;
    }

    private @Nullable End bare() {
        int start = at;
        boolean variable = false;
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isBlank(c) || c == ';' || (c == '{' && !variable)) {
                break;
            }
            variable = c == '$' || (c == '{' && variable);
            i += c == '\\' ? 2 : 1;
        }
        i = Math.min(i, text.length());
        add(start, i);
        at = i;
        boolean blankFollows = i < text.length() && isBlank(text.charAt(i));
        if (isTooLong(start, blankFollows ? i + 1 : i)) {
            sign = start;
            return End.TOO_LONG;
        }
        return null;
    }

    private void add(int start, int end) {
        if (2 * words == places.length) {
            places = Arrays.copyOf(places, 4 * words);
        }
        places[2 * words] = start;
        places[2 * words + 1] = end;
        words++;
    }

    private String resolved(int start, int end) {
        if (text.indexOf('\\', start, end) < 0) {
            return text.substring(start, end);
        }
        var resolved = new StringBuilder(end - start);
        int i = start;
        while (i < end) {
            char c = text.charAt(i++);
            int next = c == '\\' && i < end ? text.charAt(i++) : -1;
            switch (next) {
                case -1 -> resolved.append(c);
                case '"', '\'', '\\' -> resolved.append((char) next);
                case 't' -> resolved.append('\t');
                case 'r' -> resolved.append('\r');
                case 'n' -> resolved.append('\n');
                default -> resolved.append(c).append((char) next);
            }
        }
        return resolved.toString();
    }
}

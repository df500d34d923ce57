package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Signs that a text is no configuration yet, but the template of one.
final class NginxPlaceholders {
    private static final List<String> SIGNS = List.of("{{", "{%", "<%", "$(", "%{", "[%", "#{");

    private NginxPlaceholders() {}

    /// Whether a word holds a place to be filled in, so that its value is not known: `%%NAME%%`,
    /// `@NAME@`, `{{ name }}`, `<%= name %>`, `$(name)`.
    static boolean isFilledInLater(String word) {
        int first = word.indexOf("%%");
        if (first >= 0 && word.indexOf("%%", first + 2) > first) {
            return true;
        }
        if (isBetween(word, '@')) {
            return true;
        }
        for (String sign : SIGNS) {
            if (word.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a line that is nothing but this word stands for any number of directives.
    static boolean isPlaceholder(String word) {
        return word.length() > 4 && word.startsWith("%%") && word.endsWith("%%");
    }

    /// The first sign outside comments; null without one.
    static @Nullable Span firstSign(Source source, List<Span> comments) {
        String text = source.text();
        int comment = 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '<' || c == '$' || c == '%' || c == '[') {
                while (comment < comments.size() && comments.get(comment).end() <= i) {
                    comment++;
                }
                boolean inComment = comment < comments.size() && comments.get(comment).start() <= i;
                if (!inComment && isSign(text, i)) {
                    return new Span(source, i, i + 2);
                }
            }
        }
        return null;
    }

    private static boolean isSign(String text, int at) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBetween(String word, char mark) {
        int first = word.indexOf(mark);
        int second = first < 0 ? -1 : word.indexOf(mark, first + 1);
        if (second < first + 2) {
            return false;
        }
        for (int i = first + 1; i < second; i++) {
            char c = word.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && c != '_' && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}

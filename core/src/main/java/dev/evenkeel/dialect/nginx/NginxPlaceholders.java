package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Signs that a text is no configuration yet, but the template of one.
final class NginxPlaceholders {
    private static final List<String> SIGNS = List.of("{{", "{%", "<%", "$(");

    private NginxPlaceholders() {}

    /// Whether a word holds a place to be filled in, so that its value is not known: `%%NAME%%`,
    /// `@NAME@`, `{{ name }}`, `<%= name %>`, `$(name)`.
    static boolean isFilledInLater(String word) {
        return hasSign(word) && isTemplate(word);
    }

    /// Whether it holds a character that every place has: of most words that says enough.
    private static boolean hasSign(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '%' || c == '@' || c == '{' || c == '$') {
                return true;
            }
        }
        return false;
    }

    private static boolean isTemplate(String word) {
        int first = word.indexOf("%%");
        if (first >= 0 && word.indexOf("%%", first + 2) > first) {
            return true;
        }
        if (isBetween(word, '@') || isShellVariable(word)) {
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
            if (c == '{' || c == '<' || c == '$') {
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

    /// Whether it holds `${NAME}` in capitals, which is filled in by `envsubst`.
    private static boolean isShellVariable(String word) {
        int start = word.indexOf("${");
        int end = start < 0 ? -1 : word.indexOf('}', start);
        for (int i = start + 2; i < end; i++) {
            char c = word.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && c != '_' && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return end > start + 2;
    }

    /// The problems, but one alone for each text that is a template: where nginx would stop first,
    /// a sign of a template has come before.
    static List<Problem> told(List<Problem> problems, List<NginxTree> trees) {
        var first = new HashMap<Source, Integer>();
        for (Problem problem : problems) {
            if (problem.kind() == Problem.Kind.REFUSED) {
                Span span = problem.span();
                first.merge(span.source(), span.line(), Math::min);
            }
        }
        if (first.isEmpty()) {
            return problems;
        }
        var signs = new HashMap<Source, Span>();
        for (NginxTree tree : trees) {
            Integer line = first.get(tree.source());
            Span sign = line == null ? null : firstSign(tree.source(), tree.comments());
            if (line != null && sign != null && sign.line() <= line) {
                signs.put(tree.source(), sign);
            }
        }
        var told = new ArrayList<Problem>();
        for (Problem problem : problems) {
            Span sign = signs.get(problem.span().source());
            if (sign == null || problem.kind() != Problem.Kind.REFUSED) {
                told.add(problem);
            }
        }
        signs.values().forEach(sign -> told.add(templateAt(sign)));
        return told;
    }

    private static Problem templateAt(Span sign) {
        return Problem.refused(
                sign,
                "this is the template of a configuration, not a configuration: " + sign.text(),
                "check what becomes of it when it is filled in");
    }

    /// Whether the problem says that a text is a template.
    static boolean isTemplate(Problem problem) {
        return problem.message().startsWith("this is the template");
    }
}

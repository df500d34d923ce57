package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The condition of an `if`: a variable that is neither empty nor `0`, a comparison, a regular
/// expression, or a test of a file.
final class NginxCondition {
    private final NginxPlace place;
    private final NginxDirective at;
    private final List<String> words;
    private Map<String, Expression> captures = Map.of();

    NginxCondition(NginxPlace place, NginxDirective at) {
        this.place = place;
        this.at = at;
        this.words = words(at);
    }

    /// The arguments without the parentheses around them.
    private static List<String> words(NginxDirective at) {
        var words = new ArrayList<>(at.argumentList());
        if (!words.isEmpty() && words.getFirst().startsWith("(")) {
            String first = words.removeFirst().substring(1);
            if (!first.isEmpty()) {
                words.addFirst(first);
            }
        }
        if (!words.isEmpty() && words.getLast().endsWith(")")) {
            String last = words.removeLast();
            if (last.length() > 1) {
                words.addLast(last.substring(0, last.length() - 1));
            }
        }
        return words;
    }

    Condition condition() {
        Span span = at.span();
        if (words.isEmpty()) {
            return Condition.NEVER;
        }
        String first = words.getFirst();
        if (first.startsWith("-") || first.startsWith("!-")) {
            return file(first, span);
        }
        Expression subject = place.value(first, at);
        if (words.size() == 1) {
            return isTrue(subject, span);
        }
        String text = words.size() > 2 ? words.get(2) : "";
        return switch (words.get(1)) {
            case "=" -> comparison(subject, text, span);
            case "!=" -> new Condition.Not(comparison(subject, text, span));
            case "~" -> matching(subject, text, false, true);
            case "~*" -> matching(subject, text, true, true);
            case "!~" -> new Condition.Not(matching(subject, text, false, false));
            case "!~*" -> new Condition.Not(matching(subject, text, true, false));
            default -> new Condition.Unknown(String.join(" ", words), span);
        };
    }

    /// The named groups that a match sets.
    Map<String, Expression> captures() {
        return captures;
    }

    private static Condition isTrue(Expression subject, Span span) {
        var patterns = List.of(new Matcher.Pattern("", span), new Matcher.Pattern("0", span));
        var matcher = new Matcher(Matcher.Method.EXACT, false, patterns, true);
        return new Condition.Not(new Condition.Match(subject, matcher, span));
    }

    private Condition comparison(Expression subject, String text, Span span) {
        if (text.indexOf('$') < 0) {
            return NginxPlace.equal(subject, text, span);
        }
        place.notes().limited(at, "the comparison of two computed texts is left open");
        return new Condition.Unknown(String.join(" ", words), span);
    }

    private Condition matching(Expression subject, String regex, boolean ignoreCase, boolean sets) {
        if (sets) {
            captures = NginxRegex.captures(regex);
        }
        Matcher matcher = NginxRegex.matcher(regex, ignoreCase, at.argumentSpan(2));
        return new Condition.Match(subject, matcher, at.span());
    }

    private Condition file(String test, Span span) {
        String path = words.size() > 1 ? words.get(1) : "";
        String what =
                switch (test.substring(test.indexOf('-') + 1)) {
                    case "f" -> "file";
                    case "d" -> "directory";
                    case "x" -> "executable";
                    default -> "any";
                };
        Expression subject = new NginxTemplate(place.variables(), at).value(path).expression();
        Condition exists = existing(subject, what, span);
        return test.startsWith("!") ? new Condition.Not(exists) : exists;
    }

    static Condition existing(Expression path, String what, Span span) {
        return existing(Matcher.Method.EXISTING, path, what, span);
    }

    static Condition existing(Matcher.Method method, Expression path, String what, Span span) {
        var pattern = new Matcher.Pattern(what, span);
        var matcher = new Matcher(method, false, List.of(pattern), true);
        return new Condition.Match(path, matcher, span);
    }
}

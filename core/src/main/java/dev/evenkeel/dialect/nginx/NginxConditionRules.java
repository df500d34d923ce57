package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What may stand in the parentheses of an `if`: a variable, a comparison of a variable, or a test
/// of a file. Source: nginx, `ngx_http_rewrite_module.c`.
final class NginxConditionRules {
    private static final List<String> COMPARISONS = List.of("=", "!=", "~", "~*", "!~", "!~*");

    private static final String FILE_TESTS = "fdex";

    private NginxConditionRules() {}

    static @Nullable String fault(NginxDirective directive) {
        List<String> words = new ArrayList<>(directive.argumentList());
        String first = words.getFirst();
        String last = words.getLast();
        if (NginxPlaceholders.isFilledInLater(first)) {
            return null;
        }
        if (!first.startsWith("(")) {
            return invalid(first);
        }
        if (!last.endsWith(")")) {
            return invalid(words.size() == 1 ? last.substring(1) : last);
        }
        words.set(0, words.getFirst().substring(1));
        last = words.getLast();
        if (last.isEmpty()) {
            return invalid("");
        }
        words.set(words.size() - 1, last.substring(0, last.length() - 1));
        if (words.size() > 1 && words.getFirst().isEmpty()) {
            words.removeFirst();
        }
        if (words.size() > 1 && words.getLast().isEmpty()) {
            words.removeLast();
        }
        String subject = words.getFirst();
        if (subject.length() > 1 && subject.startsWith("$")) {
            return comparison(words);
        }
        boolean test =
                (subject.length() == 2 && subject.startsWith("-"))
                        || (subject.length() == 3 && subject.startsWith("!-"));
        boolean known = test && FILE_TESTS.indexOf(subject.charAt(subject.length() - 1)) >= 0;
        return known && words.size() == 2 ? null : invalid(subject);
    }

    private static @Nullable String comparison(List<String> words) {
        if (words.size() != 1 && words.size() != 3) {
            return invalid(words.getFirst());
        }
        if (words.size() == 1) {
            return null;
        }
        String operator = words.get(1);
        if (!COMPARISONS.contains(operator)) {
            return "unexpected " + Shown.of(operator) + " in condition";
        }
        return operator.contains("~") ? NginxDirectiveRules.regex(words.get(2)) : null;
    }

    private static String invalid(String word) {
        return "invalid condition " + Shown.of(word);
    }
}

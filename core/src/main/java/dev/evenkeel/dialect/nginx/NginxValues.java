package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Directive;

import java.util.List;
import java.util.Locale;

/// Holds the arguments of a directive against the form that the directive table gives for them.
final class NginxValues {
    private final NginxProblems problems;

    NginxValues(NginxProblems problems) {
        this.problems = problems;
    }

    void check(NginxDirective directive, Directive row) {
        for (String form : row.arguments().form()) {
            int colon = form.indexOf(':');
            String kind = colon < 0 ? form : form.substring(0, colon);
            String detail = colon < 0 ? "" : form.substring(colon + 1);
            if (!check(directive, kind, detail)) {
                return;
            }
        }
    }

    private boolean check(NginxDirective directive, String kind, String detail) {
        String value = directive.argument(0);
        if (NginxPlaceholders.isFilledInLater(value)) {
            return true;
        }
        return switch (kind) {
            case "flag" -> flag(directive, value);
            case "number" -> number(directive, value, detail);
            case "size" -> holds(directive, NginxQuantity.size(value), "a size such as 8k or 1m");
            case "rate" ->
                    value.indexOf('$') >= 0
                            || holds(directive, NginxQuantity.size(value), "a size such as 8k");
            case "offset" ->
                    holds(directive, NginxQuantity.offset(value), "a size such as 8k, 1m or 1g");
            case "time" ->
                    holds(directive, NginxQuantity.milliseconds(value), "a time such as 30s or 5m");
            case "seconds" ->
                    holds(directive, NginxQuantity.seconds(value), "a time such as 30s or 5m");
            case "buffers" -> buffers(directive);
            case "one-of", "any-of" -> words(directive, List.of(detail.split(",")));
            case "access" -> access(directive);
            default -> true;
        };
    }

    private boolean flag(NginxDirective directive, String value) {
        if (value.equalsIgnoreCase("on") || value.equalsIgnoreCase("off")) {
            return true;
        }
        problems.refuse(
                directive,
                "invalid value "
                        + Shown.of(value)
                        + " in \""
                        + directive.name()
                        + "\" directive, it must be \"on\" or \"off\"",
                "write \"on\" or \"off\"");
        return false;
    }

    private boolean number(NginxDirective directive, String value, String bounds) {
        long number = NginxQuantity.number(value);
        if (number < 0) {
            problems.refuse(
                    directive,
                    "\"" + directive.name() + "\" directive invalid number",
                    Shown.of(value) + " is no number");
            return false;
        }
        int dash = bounds.indexOf('-');
        if (dash > 0
                && (number < Long.parseLong(bounds.substring(0, dash))
                        || number > Long.parseLong(bounds.substring(dash + 1)))) {
            problems.refuse(
                    directive,
                    "value of \""
                            + directive.name()
                            + "\" must be between "
                            + bounds.replace("-", " and "),
                    "");
            return false;
        }
        return true;
    }

    private boolean holds(NginxDirective directive, long value, String wanted) {
        if (value != NginxQuantity.INVALID) {
            return true;
        }
        problems.refuse(
                directive,
                "\"" + directive.name() + "\" directive invalid value",
                Shown.of(directive.argument(0)) + " is not " + wanted);
        return false;
    }

    private boolean buffers(NginxDirective directive) {
        long number = NginxQuantity.number(directive.argument(0));
        long size = NginxQuantity.size(directive.argument(1));
        if (number > 0 && size > 0) {
            return true;
        }
        if (NginxPlaceholders.isFilledInLater(directive.argument(1))) {
            return true;
        }
        problems.refuse(
                directive,
                "\"" + directive.name() + "\" directive invalid value",
                "it takes a number and a size, such as 8 16k");
        return false;
    }

    private boolean words(NginxDirective directive, List<String> allowed) {
        for (String word : directive.argumentList()) {
            if (!contains(allowed, word) && !NginxPlaceholders.isFilledInLater(word)) {
                problems.refuse(
                        directive,
                        "invalid value " + Shown.of(word) + " in \"" + directive.name() + "\"",
                        "it takes " + String.join(", ", allowed));
                return false;
            }
        }
        return true;
    }

    private static boolean contains(List<String> allowed, String word) {
        return allowed.contains(word)
                || allowed.stream()
                        .anyMatch(one ->
                                one.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)));
    }

    private boolean access(NginxDirective directive) {
        for (String word : directive.argumentList()) {
            int colon = word.indexOf(':');
            String who = colon < 0 ? "" : word.substring(0, colon);
            String what = word.substring(colon + 1);
            if (!List.of("user", "group", "all").contains(who)
                    || !List.of("rw", "r").contains(what)) {
                problems.refuse(
                        directive,
                        "\"" + directive.name() + "\" directive invalid value",
                        "it takes user:, group: or all: with rw or r");
                return false;
            }
        }
        return true;
    }
}

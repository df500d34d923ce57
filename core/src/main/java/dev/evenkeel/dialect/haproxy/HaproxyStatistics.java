package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The statistics page, which any `stats` line switches on, also one of the defaults section.
final class HaproxyStatistics {
    private static final String STANDARD_PATH = "/haproxy?stats";

    private HaproxyStatistics() {}

    /// The rule that serves the page in a section; `inner` are its `stats http-request` rules.
    static @Nullable Rule rule(HaproxySection section, List<Rule> inner) {
        HaproxyLine enabled = null;
        HaproxyLine uri = null;
        for (HaproxySection each = section; each != null; each = each.defaults()) {
            for (HaproxyLine line : each.lines()) {
                if (line.is(0, "stats") && isPage(line.word(1))) {
                    enabled = enabled == null ? line : enabled;
                    uri = line.is(1, "uri") && uri == null ? line : uri;
                }
            }
        }
        if (enabled == null) {
            return null;
        }
        HaproxyLine line = uri == null ? enabled : uri;
        var prefix =
                new Matcher.Pattern(
                        uri == null ? STANDARD_PATH : uri.word(2), line.span(uri == null ? 1 : 2));
        var asked =
                new Condition.Match(
                        Expression.field(Field.Kind.TARGET),
                        new Matcher(Matcher.Method.PREFIX, false, List.of(prefix), true),
                        line.span());
        Condition when = new Condition.All(List.of(asked, reads(line.span())));
        var rules = new ArrayList<Rule>(inner);
        rules.add(
                new Rule(
                        Condition.ALWAYS,
                        new Action.Serve("statistics"),
                        Rule.Origin.WRITTEN,
                        line.span()));
        return HaproxyLogic.enter(HaproxyPhase.STATISTICS, when, rules);
    }

    /// Requests of other methods never see the page.
    private static Condition reads(Span span) {
        var methods =
                List.of(
                        new Matcher.Pattern("GET", span),
                        new Matcher.Pattern("HEAD", span),
                        new Matcher.Pattern("POST", span));
        return new Condition.Match(
                Expression.field(Field.Kind.METHOD),
                new Matcher(Matcher.Method.EXACT, false, methods, true),
                span);
    }

    private static boolean isPage(String word) {
        return switch (word) {
            case "enable",
                    "uri",
                    "auth",
                    "realm",
                    "refresh",
                    "scope",
                    "hide-version",
                    "admin",
                    "http-request",
                    "show-desc",
                    "show-legends",
                    "show-node",
                    "show-modules" ->
                    true;
            default -> false;
        };
    }
}

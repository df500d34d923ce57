package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.written;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;

/// The choice among the locations of a level as an ordered list of rules.
///
/// nginx finds the longest prefix first, looks inside it, then tries the regular expressions of the
/// level, unless the prefix forbids it, and at last takes the prefix. As a list: exact paths; then
/// those longest prefixes that forbid regular expressions, or inside which something stronger than
/// a prefix may match; then the regular expressions; then the prefixes, the longest first.
final class NginxLocations {
    private static final Expression PATH = Expression.field(Field.Kind.NORMALISED_PATH);

    private final NginxPlace place;
    private final IdentityHashMap<NginxLocation, Block> blocks = new IdentityHashMap<>();

    NginxLocations(NginxPlace place) {
        this.place = place;
    }

    /// The rules that enter the location a request belongs to; falling off their end means that
    /// there is none.
    List<Rule> rules(List<NginxLocation> locations) {
        var rules = new ArrayList<Rule>();
        first(locations, "", rules);
        prefixes(locations, hasRegex(locations), rules);
        return rules;
    }

    /// The rules for the named locations of a server.
    List<Rule> named(List<NginxLocation> locations) {
        var rules = new ArrayList<Rule>();
        for (NginxLocation location : locations) {
            if (location.kind() == NginxLocation.Kind.NAMED) {
                Span span = location.directive().span();
                Condition when = NginxPlace.is(NginxPlace.NAMED, location.text(), span);
                rules.add(written(when, enter(location), span));
            }
        }
        return rules;
    }

    /// A named location that there is not.
    List<Rule> missing(NginxLevel level, Span span) {
        var pattern = new Matcher.Pattern("gt 0", span);
        var longer = new Matcher(Matcher.Method.LENGTH, false, List.of(pattern), true);
        var name = new Expression.Variable(NginxPlace.NAMED);
        var when = new Condition.Match(name, longer, span);
        Action answer = new NginxErrors(place, level).answer(500, span);
        var rules =
                List.of(
                        NginxPlace.note(NginxPlace.NAMED, "", span),
                        NginxPlace.implied(Condition.ALWAYS, answer, span));
        var block = new Block("no such named location", rules, span);
        return List.of(NginxPlace.implied(when, new Action.Enter(block), span));
    }

    /// What is stronger than a prefix. Inside the prefix whose block is `within` (empty: at the
    /// outermost level) a prefix that forbids regular expressions forbids those of this level only.
    private void first(List<NginxLocation> locations, String within, List<Rule> rules) {
        exact(locations, rules);
        List<NginxLocation> prefixes = longestFirst(locations);
        IdentityHashMap<NginxLocation, List<String>> longer = longer(prefixes);
        for (NginxLocation prefix : prefixes) {
            boolean isFinal = prefix.kind() == NginxLocation.Kind.FINAL_PREFIX;
            boolean inner = hasStronger(prefix.nested());
            boolean matters = inner || (isFinal && hasRegex(locations));
            if (matters) {
                Condition when = longest(prefix, longer.getOrDefault(prefix, List.of()));
                Action action = strong(prefix, within);
                rules.add(written(when, action, prefix.directive().span()));
            }
        }
        for (NginxLocation location : locations) {
            if (location.isRegex()) {
                boolean anyCase = location.kind() == NginxLocation.Kind.REGEX_ANY_CASE;
                Span span = location.directive().span();
                Span at = location.directive().argumentSpan(location.directive().arguments() - 1);
                Matcher matcher = NginxRegex.matcher(location.text(), anyCase, at);
                var when = new Condition.Match(PATH, matcher, span);
                rules.add(written(when, enter(location), span));
            }
        }
    }

    private Action strong(NginxLocation prefix, String within) {
        boolean isFinal = prefix.kind() == NginxLocation.Kind.FINAL_PREFIX;
        Span span = prefix.directive().span();
        var inner = new ArrayList<Rule>();
        String name = "inside " + prefix.written();
        first(prefix.nested(), name, inner);
        if (!isFinal) {
            return new Action.Enter(new Block(name, inner, span));
        }
        Action last = within.isEmpty() ? enter(prefix) : new Action.Leave(within);
        if (inner.isEmpty()) {
            return last;
        }
        var looked = new Action.Enter(new Block(name, inner, span));
        var both =
                List.of(
                        NginxPlace.implied(Condition.ALWAYS, looked, span),
                        NginxPlace.implied(Condition.ALWAYS, last, span));
        return new Action.Enter(new Block("only " + prefix.written(), both, span));
    }

    private void exact(List<NginxLocation> locations, List<Rule> rules) {
        var taken = new HashSet<String>();
        for (NginxLocation location : locations) {
            if (location.kind() == NginxLocation.Kind.EXACT) {
                Span span = location.directive().span();
                taken.add(location.text());
                rules.add(
                        written(
                                NginxPlace.equal(PATH, location.text(), span),
                                enter(location),
                                span));
            } else if (location.isPrefix()) {
                taken.add(location.text());
            }
        }
        for (NginxLocation location : locations) {
            if (location.addsSlash()) {
                String text = location.text();
                String without = text.substring(0, text.length() - 1);
                if (taken.add(without)) {
                    rules.add(addSlash(location, without));
                }
            }
        }
    }

    /// `/app` leads to `/app/` when only that is passed on.
    private Rule addSlash(NginxLocation location, String without) {
        Span span = location.directive().span();
        Expression query = place.variables().builtins().queryAfter("?");
        Expression escaped = Expression.text(escaped(location.text()));
        var path = new Expression.Joined(List.of(escaped, query));
        Expression target = NginxRedirect.location(place, location.level(), path, location.text());
        Condition when = NginxPlace.equal(PATH, without, span);
        var errors = new NginxErrors(place, location.level());
        Action redirect = errors.answer(301, target, span);
        NginxDirective internal = location.level().setting("internal");
        if (internal == null) {
            return NginxPlace.implied(when, redirect, span);
        }
        Condition asked = new Condition.Not(NginxPlace.is(NginxPlace.INTERNAL, "1", span));
        var rules =
                List.of(
                        written(asked, errors.answer(404, internal.span()), internal.span()),
                        NginxPlace.implied(Condition.ALWAYS, redirect, span));
        var block = new Block("before " + location.written(), rules, span);
        return NginxPlace.implied(when, new Action.Enter(block), span);
    }

    /// A path percent-encoded as nginx does it.
    static String escaped(String path) {
        var escaped = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= 0x7f || "\"#%<>?\\^`{|}".indexOf(c) >= 0) {
                String digits = "0123456789ABCDEF";
                escaped.append('%').append(digits.charAt(c >> 4)).append(digits.charAt(c & 15));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// With `finalTaken` the prefixes that forbid regular expressions have been entered before.
    private void prefixes(List<NginxLocation> locations, boolean finalTaken, List<Rule> rules) {
        List<NginxLocation> prefixes = longestFirst(locations);
        for (NginxLocation prefix : prefixes) {
            if (prefix.kind() == NginxLocation.Kind.PREFIX || !finalTaken) {
                Condition when = prefix(List.of(prefix.text()), prefix.directive().span());
                rules.add(written(when, enter(prefix), prefix.directive().span()));
            }
        }
    }

    private static boolean hasRegex(List<NginxLocation> locations) {
        for (NginxLocation location : locations) {
            if (location.isRegex()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasStronger(List<NginxLocation> locations) {
        for (NginxLocation location : locations) {
            if (!location.isPrefix() || location.addsSlash() || hasStronger(location.nested())) {
                return true;
            }
        }
        return false;
    }

    private static List<NginxLocation> longestFirst(List<NginxLocation> locations) {
        var prefixes = new ArrayList<NginxLocation>(locations.size());
        for (NginxLocation location : locations) {
            if (location.isPrefix()) {
                prefixes.add(location);
            }
        }
        prefixes.sort((one, other) -> other.text().length() - one.text().length());
        return prefixes;
    }

    /// For each prefix the shortest ones that are longer than it and begin with it.
    private static IdentityHashMap<NginxLocation, List<String>> longer(
            List<NginxLocation> longestFirst) {
        if (longestFirst.size() < 2) {
            return new IdentityHashMap<>(0);
        }
        var byText = new ArrayList<>(longestFirst);
        byText.sort((one, other) -> one.text().compareTo(other.text()));
        IdentityHashMap<NginxLocation, List<String>> longer = new IdentityHashMap<>();
        var open = new ArrayList<NginxLocation>();
        for (NginxLocation prefix : byText) {
            while (!open.isEmpty() && !prefix.text().startsWith(open.getLast().text())) {
                open.removeLast();
            }
            if (!open.isEmpty() && !open.getLast().text().equals(prefix.text())) {
                longer.computeIfAbsent(open.getLast(), _ -> new ArrayList<>()).add(prefix.text());
            }
            open.add(prefix);
        }
        return longer;
    }

    private static Condition longest(NginxLocation prefix, List<String> longer) {
        Span span = prefix.directive().span();
        Condition begins = prefix(List.of(prefix.text()), span);
        return longer.isEmpty()
                ? begins
                : new Condition.All(List.of(begins, new Condition.Not(prefix(longer, span))));
    }

    private static Condition prefix(List<String> texts, Span span) {
        var patterns = new ArrayList<Matcher.Pattern>(texts.size());
        for (String text : texts) {
            patterns.add(new Matcher.Pattern(text, span));
        }
        var matcher = new Matcher(Matcher.Method.PREFIX, false, patterns, true);
        return new Condition.Match(PATH, matcher, span);
    }

    private Action enter(NginxLocation location) {
        Block block = blocks.get(location);
        if (block == null) {
            block = new NginxLocationRules(place, this, location).block();
            blocks.put(location, block);
        }
        return new Action.Enter(block);
    }

    /// The rules that look for a location nested in a prefix, when the prefix was chosen.
    List<Rule> nested(NginxLocation location) {
        var rules = new ArrayList<Rule>();
        if (location.isRegex()) {
            return rules(location.nested());
        }
        prefixes(location.nested(), false, rules);
        return rules;
    }
}

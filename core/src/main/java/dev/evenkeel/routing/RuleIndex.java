package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Which rules of a block can hold for a request: those whose condition does not need a field to
/// be, or to begin or end with, another text. The others are never tried.
final class RuleIndex {
    /// Below this many rules trying them all costs less than asking.
    private static final int WORTHWHILE = 8;

    /// How many texts one rule may stand under.
    private static final int TEXTS_MAX = 4096;

    private final int[] always;
    private final List<Probe> probes;

    private RuleIndex(int[] always, List<Probe> probes) {
        this.always = always;
        this.probes = probes;
    }

    /// Comparisons of one subject in one way: the texts, and the rules that need each.
    private record Probe(
            Expression subject,
            Matcher.Method method,
            boolean ignoreCase,
            Map<String, int[]> exact,
            @Nullable Prefixes prefixes,
            List<int[]> rules) {}

    private record Way(Expression subject, Matcher.Method method, boolean ignoreCase) {}

    /// One of the texts that a rule needs.
    private record Need(Way way, String text) {}

    static RuleIndex of(List<Rule> rules) {
        var always = new ArrayList<Integer>();
        var ways = new LinkedHashMap<Way, Map<String, List<Integer>>>();
        for (int i = 0; i < rules.size(); i++) {
            var needs = new ArrayList<Need>();
            if (rules.size() < WORTHWHILE || !needs(rules.get(i).when(), needs)) {
                always.add(i);
                continue;
            }
            for (Need need : needs) {
                List<Integer> numbers =
                        ways.computeIfAbsent(need.way(), _ -> new LinkedHashMap<>())
                                .computeIfAbsent(need.text(), _ -> new ArrayList<>(1));
                if (numbers.isEmpty() || numbers.getLast() != i) {
                    numbers.add(i);
                }
            }
        }
        var probes = new ArrayList<Probe>(ways.size());
        ways.forEach((way, texts) -> probes.add(probe(way, texts)));
        return new RuleIndex(ints(always), probes);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Probe probe(Way way, Map<String, List<Integer>> texts) {
        var exact = new HashMap<String, int[]>();
        var rules = new ArrayList<int[]>(texts.size());
        texts.forEach((text, numbers) -> {
            int[] sorted = ints(numbers);
            exact.put(text, sorted);
            rules.add(sorted);
        });
        boolean hashed = way.method() == Matcher.Method.EXACT;
        return new Probe(
                way.subject(),
                way.method(),
                way.ignoreCase(),
                hashed ? exact : Map.of(),
                hashed ? null : new Prefixes(List.copyOf(texts.keySet())),
                rules);
    }

    /// The texts of which a request must show one for a condition to hold; false when it can hold
    /// without.
    private static boolean needs(Condition condition, List<Need> needs) {
        return switch (condition) {
            case Condition.Match match -> needs(match, needs);
            case Condition.Named(var declaration, _) -> needs(declaration.condition(), needs);
            case Condition.All(List<Condition> conditions) -> best(conditions, needs);
            case Condition.Any(List<Condition> conditions) -> {
                for (Condition one : conditions) {
                    if (needs.size() > TEXTS_MAX || !needs(one, needs)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Condition.Never _ -> true;
            case Condition.Always _, Condition.Not _, Condition.Undefined _, Condition.Unknown _ ->
                    false;
        };
    }

    /// Of conditions that must all hold the one that asks for the fewest, longest texts.
    private static boolean best(List<Condition> conditions, List<Need> needs) {
        List<Need> best = List.of();
        int most = -1;
        for (Condition one : conditions) {
            var of = new ArrayList<Need>();
            if (!needs(one, of)) {
                continue;
            }
            int worth = worth(of);
            if (worth > most) {
                most = worth;
                best = of;
            }
        }
        needs.addAll(best);
        return most >= 0;
    }

    private static int worth(List<Need> needs) {
        int worth = Integer.MAX_VALUE;
        for (Need need : needs) {
            boolean exact = need.way().method() == Matcher.Method.EXACT;
            worth = Math.min(worth, need.text().length() + (exact ? 100 : 0));
        }
        return worth - Math.min(needs.size(), worth / 2);
    }

    private static boolean needs(Condition.Match match, List<Need> needs) {
        Matcher matcher = match.matcher();
        boolean direct =
                switch (matcher.method()) {
                    case EXACT, PREFIX, SUFFIX -> true;
                    default -> false;
                };
        if (!direct
                || !matcher.complete()
                || !isField(match.subject())
                || needs.size() + matcher.patterns().size() > TEXTS_MAX) {
            return false;
        }
        var way = new Way(match.subject(), matcher.method(), matcher.ignoreCase());
        for (Matcher.Pattern pattern : matcher.patterns()) {
            String text =
                    matcher.ignoreCase() ? RequestState.lower(pattern.text()) : pattern.text();
            needs.add(new Need(way, turned(matcher.method(), text)));
        }
        return true;
    }

    private static String turned(Matcher.Method method, String text) {
        return method == Matcher.Method.SUFFIX
                ? new StringBuilder(text).reverse().toString()
                : text;
    }

    /// What only the fields of the request decide, and costs little to compute.
    private static boolean isField(Expression subject) {
        return switch (subject) {
            case Expression.Part(Field field) -> field.kind() != Field.Kind.BODY;
            case Expression.Joined(List<Expression> parts) ->
                    parts.stream().allMatch(RuleIndex::isField);
            case Expression.Text _ -> true;
            case Expression.Converted(Expression input, String name, _) ->
                    name.equals("lower") && isField(input);
            default -> false;
        };
    }

    /// Whether some rules can be left out.
    boolean isUseful() {
        return !probes.isEmpty();
    }

    /// The rules from `from` on that can hold, in their order; `null` when that is not known.
    int @Nullable [] candidates(Walk walk, int from) {
        var hits = new Hits(always, from);
        for (Probe probe : probes) {
            var lookup = new Lookup(probe, hits);
            walk.values().any(probe.subject(), lookup);
            if (lookup.open) {
                return null;
            }
        }
        return hits.sorted();
    }

    /// Finds the rules of a probe, value by value.
    private static final class Lookup implements Predicate<String> {
        private final Probe probe;
        private final Hits hits;
        private boolean open;

        private Lookup(Probe probe, Hits hits) {
            this.probe = probe;
            this.hits = hits;
        }

        @Override
        public boolean test(String value) {
            if (RequestState.isUnknown(value)) {
                open = true;
                return true;
            }
            String text = probe.ignoreCase() ? RequestState.lower(value) : value;
            Prefixes prefixes = probe.prefixes();
            if (prefixes != null) {
                prefixes.each(
                        turned(probe.method(), text),
                        number -> hits.add(probe.rules().get(number)));
            } else {
                int[] found = probe.exact().get(text);
                if (found != null) {
                    hits.add(found);
                }
            }
            return false;
        }
    }

    /// Numbers of rules, gathered.
    private static final class Hits {
        private final int[] always;
        private final int from;
        private int[] found = new int[8];
        private int size;

        private Hits(int[] always, int from) {
            this.always = always;
            this.from = from;
        }

        private void add(int[] numbers) {
            for (int number : numbers) {
                if (number >= from) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, 2 * size);
                    }
                    found[size++] = number;
                }
            }
        }

        private int[] sorted() {
            Arrays.sort(found, 0, size);
            int start = Arrays.binarySearch(always, from);
            start = start < 0 ? -start - 1 : start;
            var all = new int[size + always.length - start];
            int count = 0;
            int i = 0;
            for (int j = start; i < size || j < always.length; ) {
                boolean mine = j >= always.length || (i < size && found[i] < always[j]);
                int next = mine ? found[i++] : always[j++];
                if (count == 0 || all[count - 1] != next) {
                    all[count++] = next;
                }
            }
            return count == all.length ? all : Arrays.copyOf(all, count);
        }
    }
}

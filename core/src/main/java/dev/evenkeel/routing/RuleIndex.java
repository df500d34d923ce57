package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/// Which rules of a block can hold for a request: those whose condition does not need a field to
/// be, or to begin or end with, another text. The others are never tried.
final class RuleIndex {
    /// Below this many rules trying them all costs less than asking.
    private static final int WORTHWHILE = 8;

    private final int[] always;
    private final List<Probe> probes;

    private RuleIndex(int[] always, List<Probe> probes) {
        this.always = always;
        this.probes = probes;
    }

    /// Comparisons of one subject in one way, and the rules that need each text.
    private record Probe(
            Expression subject, Matcher.Method method, boolean ignoreCase, RuleHashes rules) {}

    static RuleIndex of(List<Rule> rules) {
        var always = new ArrayList<Integer>();
        var all = new Needs(rules);
        var ways = new LinkedHashMap<Needs.Way, Map<String, List<Integer>>>();
        for (int i = 0; i < rules.size(); i++) {
            List<Needs.Need> needs = rules.size() < WORTHWHILE ? null : all.of(rules.get(i));
            if (needs == null) {
                always.add(i);
                continue;
            }
            for (Needs.Need need : needs) {
                List<Integer> numbers =
                        ways.computeIfAbsent(need.way(), _ -> new LinkedHashMap<>())
                                .computeIfAbsent(need.text(), _ -> new ArrayList<>(1));
                if (numbers.isEmpty() || numbers.getLast() != i) {
                    numbers.add(i);
                }
            }
        }
        var probes = new ArrayList<Probe>(ways.size());
        ways.forEach((way, texts) ->
                probes.add(
                        new Probe(
                                way.subject(),
                                way.method(),
                                way.ignoreCase(),
                                new RuleHashes(texts))));
        return new RuleIndex(ints(always), probes);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
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
            String text = probe.ignoreCase() ? Bytes.lower(value) : value;
            if (probe.method() == Matcher.Method.EXACT) {
                probe.rules().equal(text, hits);
            } else {
                probe.rules().beginning(Needs.turned(probe.method(), text), hits);
            }
            return false;
        }
    }

    /// Numbers of rules, gathered.
    private static final class Hits implements IntConsumer {
        private final int[] always;
        private final int from;
        private int[] found = new int[8];
        private int size;

        private Hits(int[] always, int from) {
            this.always = always;
            this.from = from;
        }

        @Override
        public void accept(int number) {
            if (number >= from) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                found[size++] = number;
            }
        }

        private int[] sorted() {
            if (size > 1) {
                Arrays.sort(found, 0, size);
            }
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

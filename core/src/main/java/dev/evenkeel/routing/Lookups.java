package dev.evenkeel.routing;

import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.IpAddress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// A table made ready: entries of one method share one set of patterns.
final class Lookups {
    private final Table table;
    private final List<Group> groups = new ArrayList<>();

    /// The patterns of entries that compare in the same way, with the entry each belongs to.
    private record Group(Patterns patterns, List<Integer> entries, boolean regex) {}

    private record Way(Matcher.Method method, boolean ignoreCase) {}

    Lookups(Table table) {
        this.table = table;
        var ways = new LinkedHashMap<Way, List<Integer>>();
        for (int i = 0; i < table.entries().size(); i++) {
            Matcher key = table.entries().get(i).key();
            ways.computeIfAbsent(new Way(key.method(), key.ignoreCase()), _ -> new ArrayList<>())
                    .add(i);
        }
        ways.forEach((way, entries) -> {
            if (way.method() == Matcher.Method.REGEX) {
                for (int entry : entries) {
                    groups.add(group(way, List.of(entry)));
                }
            } else {
                groups.addFirst(group(way, entries));
            }
        });
    }

    private Group group(Way way, List<Integer> entries) {
        var patterns = new ArrayList<Matcher.Pattern>(entries.size());
        var numbers = new ArrayList<Integer>(entries.size());
        for (int entry : entries) {
            for (Matcher.Pattern pattern : table.entries().get(entry).key().patterns()) {
                patterns.add(pattern);
                numbers.add(entry);
            }
        }
        var matcher = new Matcher(way.method(), way.ignoreCase(), patterns, true);
        return new Group(new Patterns(matcher), numbers, way.method() == Matcher.Method.REGEX);
    }

    /// The entry that a key finds, or `Patterns.NONE`, or `Patterns.UNKNOWN`. Regular expressions
    /// are tried one by one and only until an entry before them matches, as what they match is
    /// remembered.
    int find(String key, RequestState state) {
        int best = Patterns.NONE;
        boolean longest = table.order() == Table.Order.LONGEST;
        for (Group group : groups) {
            if (group.regex() && best >= 0 && group.entries().getFirst() > best) {
                break;
            }
            int found =
                    longest
                            ? group.patterns().longest(key, state)
                            : group.patterns().first(key, state);
            if (found == Patterns.UNKNOWN) {
                return found;
            }
            int entry = found < 0 ? found : group.entries().get(found);
            if (entry >= 0 && (best < 0 || entry < best)) {
                best = entry;
            }
        }
        return best < 0 && !table.complete() ? Patterns.UNKNOWN : best;
    }

    /// Whether a key is of the kind that the entries compare: an address where they are networks.
    boolean compares(String key) {
        boolean networks =
                !table.entries().isEmpty()
                        && table.entries().getFirst().key().method() == Matcher.Method.NETWORK;
        return !networks || IpAddress.parse(key) != null;
    }
}

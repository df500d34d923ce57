package dev.evenkeel.report;

import dev.evenkeel.model.Pool;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.EndpointChange;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.predict.ShareChange;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.RoutingDiff.Difference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a change does, one sentence a fact, the most consequential first. Names stand in
/// backquotes.
final class DiffFacts {
    /// How many alternatives one sentence names.
    private static final int NAMED_MAX = 3;

    /// Smaller changes of a share are told after those of routing.
    private static final double NOTABLE = 0.1;

    private final ConfigurationDiff diff;
    private final DiffWords words;
    private final List<Fact> facts = new ArrayList<>();

    private record Fact(double weight, String text) {}

    private DiffFacts(DiffAnswer answer) {
        this.diff = answer.diff();
        this.words = new DiffWords(answer);
    }

    static List<String> of(DiffAnswer answer) {
        var facts = new DiffFacts(answer);
        facts.lostPools();
        facts.endpoints();
        facts.requests();
        facts.shares();
        facts.pools();
        facts.facts.sort(Comparator.comparingDouble(Fact::weight).reversed());
        return facts.facts.stream().map(Fact::text).toList();
    }

    private void add(double weight, String text) {
        facts.add(new Fact(weight, text));
    }

    private void lostPools() {
        for (PoolChange change : diff.pools()) {
            boolean isGone = change.kind() == PoolChange.Kind.REMOVED && change.felt();
            Pool pool = change.pools().before();
            if (pool == null || !(isGone || change.kind() == PoolChange.Kind.BECAME_UNREACHABLE)) {
                continue;
            }
            Set<String> ends = new LinkedHashSet<>();
            for (Difference difference : diff.routing().differences()) {
                if (isFrom(pool, difference)) {
                    ends.add(words.verb(difference.after().outcome()));
                }
            }
            String what = isGone ? " is gone" : " becomes unreachable";
            boolean known =
                    !ends.isEmpty() && ends.size() <= NAMED_MAX && diff.routing().untold() == 0;
            String now =
                    known ? ": every request it got " + String.join(" or ", ends) + " now" : "";
            add(100, "pool `" + PoolText.name(pool) + "`" + what + now);
        }
    }

    private static boolean isFrom(Pool pool, Difference difference) {
        return difference.before().outcome() instanceof Outcome.Forward forward
                && forward.pool() != null
                && forward.pool().name().equals(pool.name());
    }

    private void endpoints() {
        for (EndpointChange change : diff.endpoints()) {
            String where = DiffWords.address(change.door().endpoint());
            switch (change.kind()) {
                case REMOVED -> add(95, "nobody listens on `" + where + "` any more");
                case ADDED -> add(50, "`" + where + "` takes requests now");
                case TRANSPORT -> add(70, "`" + where + "`: " + DiffWords.change(change));
                case TIMEOUT -> add(18, "`" + where + "`: " + DiffWords.change(change));
            }
        }
    }

    /// What ends in the same way is told together.
    private void requests() {
        Map<String, List<Difference>> byEnd = new LinkedHashMap<>();
        for (Difference difference : words.distinct(diff.routing().differences())) {
            byEnd.computeIfAbsent(words.change(difference), _ -> new ArrayList<>()).add(difference);
        }
        byEnd.forEach((change, differences) -> {
            Difference first = differences.getFirst();
            String more =
                    differences.size() == 1
                            ? ""
                            : " (and "
                                    + Tally.number(differences.size() - 1)
                                    + " more such "
                                    + (differences.size() == 2 ? "class" : "classes")
                                    + ")";
            add(weight(first), words.region(first) + more + ": " + change);
        });
    }

    private static double weight(Difference difference) {
        Outcome after = difference.after().outcome();
        boolean failed = isFailure(difference.before().outcome());
        return switch (after) {
            case Outcome.Close _ -> failed ? 40 : 90;
            case Outcome.Answer _ -> isFailure(after) && !failed ? 90 : 55;
            case Outcome.Forward _ -> 65;
            case Outcome.Serve _ -> 50;
            case Outcome.Undetermined _ -> 45;
        };
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Outcome.Close
                || (outcome instanceof Outcome.Answer(int status, _) && status >= 400);
    }

    private void shares() {
        Set<String> felt = new HashSet<>();
        for (PoolChange change : diff.pools()) {
            if (change.felt()) {
                felt.add(change.pools().name());
            }
        }
        var known = new ArrayList<ShareChange>();
        for (ShareChange change : diff.shares()) {
            if (change.isKnown() && felt.contains(change.pool())) {
                known.add(change);
            }
        }
        for (ShareGroups.Group group : ShareGroups.of(known)) {
            double most = 0;
            for (ShareChange change : group.servers()) {
                most = Math.max(most, Math.abs(change.gain()));
            }
            if (most > 0) {
                add(most < NOTABLE ? 42 : 60 + 30 * most, shares(group));
            }
        }
    }

    /// Servers with the same shares are named together.
    private static String shares(ShareGroups.Group group) {
        List<ShareChange> changes = group.servers();
        var sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparingDouble((ShareChange one) -> -one.gain()));
        Map<String, List<String>> byShares = new LinkedHashMap<>();
        for (ShareChange change : sorted) {
            double before = Objects.requireNonNull(change.before());
            double after = Objects.requireNonNull(change.after());
            if (before != after) {
                String from = Bars.percent(before, after);
                String to = Bars.percent(after, before);
                byShares.computeIfAbsent(from + " → " + to, _ -> new ArrayList<>())
                        .add("`" + DiffWords.shown(change.server()) + "`");
            }
        }
        var phrases = new ArrayList<String>();
        byShares.forEach((shares, servers) -> phrases.add(servers(servers) + " " + shares));
        ShareChange first = sorted.getFirst();
        boolean isAlone = changes.size() > 1 && Objects.requireNonNull(first.after()) == 1;
        boolean isNothing = sorted.stream().allMatch(one -> Objects.equals(one.after(), 0.0));
        String what = isAlone ? "one server gets everything, " : "";
        return group.names("`")
                + ": "
                + (isNothing ? "no server is in use, " : what)
                + String.join(", ", phrases);
    }

    private static String servers(List<String> names) {
        if (names.size() <= NAMED_MAX + 1) {
            int last = names.size() - 1;
            return last == 0
                    ? names.getFirst()
                    : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
        }
        int more = names.size() - NAMED_MAX;
        return String.join(", ", names.subList(0, NAMED_MAX)) + " and " + more + " more";
    }

    private void pools() {
        for (List<PoolChange> group : words.groups()) {
            PoolChange change = group.getFirst();
            double weight = change.felt() ? weight(change.kind()) : 2;
            String pools =
                    group.size() == 1
                            ? "pool `" + PoolText.name(change.pools()) + "`"
                            : Tally.number(group.size()) + " pools";
            add(
                    weight + Math.min(group.size(), 10) / 10.0,
                    pools + words.change(change) + DiffWords.remarks(change));
        }
    }

    private static double weight(PoolChange.Kind kind) {
        return switch (kind) {
            case BECAME_REACHABLE, ADDED -> 48;
            case SERVERS -> 46;
            case ALGORITHM -> 44;
            case WEIGHTS -> 40;
            case AFFINITY -> 35;
            case HEALTH -> 30;
            case PROTOCOL -> 28;
            case LIMITS -> 25;
            case TIMEOUTS -> 20;
            case FAILOVER -> 15;
            case RENAMED -> 5;
            case REMOVED, BECAME_UNREACHABLE -> 1;
        };
    }
}

package dev.evenkeel.predict;

import dev.evenkeel.model.Pool;
import dev.evenkeel.predict.PoolChange.Kind;
import dev.evenkeel.predict.Ruling.Result;
import dev.evenkeel.routing.RoutingDiff.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a change may do. `forbidden` are kinds of changes by their words; `shareChangeMax` is how
/// much of its pool's requests a server may get more or less than before, `movedMax` how much of a
/// pool's requests may go to other servers than before, both from 0 to 1; `null` where nothing is
/// asked.
public record Policy(
        Set<String> forbidden,
        @Nullable Double shareChangeMax,
        @Nullable Double movedMax,
        Expectation expectation) {
    public static final Policy NONE = new Policy(Set.of(), null, null, Expectation.ANYTHING);

    /// Any class of requests that ends differently.
    public static final String ROUTING = "routing";

    /// A share that is a sum of others may be this much off.
    private static final double ROUNDING = 1e-9;

    private static final String UNREACHABLE = "unreachable-pool";

    public enum Expectation {
        ANYTHING,
        /// No difference may be found.
        NONE,
        /// It must be proven that there is none.
        EQUIVALENT
    }

    public Policy {
        forbidden = Set.copyOf(forbidden);
    }

    /// The words of what can be forbidden.
    public static List<String> words() {
        var words = new ArrayList<>(List.of(UNREACHABLE, ROUTING));
        for (Kind kind : Kind.values()) {
            words.add(kind.word());
        }
        return List.copyOf(words);
    }

    /// Whether anything is asked.
    public boolean isEmpty() {
        return equals(NONE);
    }

    /// What is asked by either; where both ask for the same, what the other asks.
    public Policy with(Policy other) {
        var all = new TreeSet<>(forbidden);
        all.addAll(other.forbidden);
        return new Policy(
                all,
                other.shareChangeMax == null ? shareChangeMax : other.shareChangeMax,
                other.movedMax == null ? movedMax : other.movedMax,
                other.expectation == Expectation.ANYTHING ? expectation : other.expectation);
    }

    /// One ruling for every rule.
    public List<Ruling> judge(ConfigurationDiff diff) {
        var rulings = new ArrayList<Ruling>();
        for (String word : new TreeSet<>(forbidden)) {
            rulings.add(forbidden(word, diff));
        }
        if (shareChangeMax != null) {
            rulings.add(shareChange(shareChangeMax, diff));
        }
        if (movedMax != null) {
            rulings.add(moved(movedMax, diff));
        }
        switch (expectation) {
            case ANYTHING -> {}
            case NONE, EQUIVALENT -> rulings.add(expected(diff.verdict()));
        }
        return rulings;
    }

    private static Ruling forbidden(String word, ConfigurationDiff diff) {
        String rule = "forbid " + word;
        if (word.equals(ROUTING)) {
            return switch (diff.routing().verdict()) {
                case EQUIVALENT -> Ruling.kept(rule);
                case DIFFERENT -> Ruling.violated(rule, "requests end differently");
                case NOT_PROVEN -> Ruling.undecided(rule, "whether requests end as before");
            };
        }
        String kind = word.equals(UNREACHABLE) ? Kind.BECAME_UNREACHABLE.word() : word;
        var pools = new TreeSet<String>();
        for (PoolChange change : diff.pools()) {
            if (change.kind().word().equals(kind)) {
                pools.add(change.pools().name());
            }
        }
        if (!pools.isEmpty()) {
            String noun = pools.size() == 1 ? "pool " : "pools ";
            return Ruling.violated(rule, kind + ": " + noun + String.join(", ", pools));
        }
        boolean isReach =
                kind.equals(Kind.BECAME_UNREACHABLE.word())
                        || kind.equals(Kind.BECAME_REACHABLE.word());
        return isReach && diff.routing().verdict() == Verdict.NOT_PROVEN
                ? Ruling.undecided(rule, "which pools requests reach")
                : Ruling.kept(rule);
    }

    private static Ruling shareChange(double max, ConfigurationDiff diff) {
        String rule = "max-share-change " + percent(max);
        ShareChange worst = null;
        ShareChange open = null;
        for (ShareChange change : diff.shares()) {
            if (!change.isKnown()) {
                open = change;
            } else if (worst == null || Math.abs(change.gain()) > Math.abs(worst.gain())) {
                worst = change;
            }
        }
        if (worst != null && Math.abs(worst.gain()) > max + ROUNDING) {
            return Ruling.violated(
                    rule,
                    worst.server()
                            + " of pool "
                            + worst.pool()
                            + ": "
                            + percent(worst.before())
                            + " → "
                            + percent(worst.after()));
        }
        return open == null
                ? Ruling.kept(rule)
                : Ruling.undecided(rule, "shares of pool " + open.pool() + ": " + open.why());
    }

    /// Where the long-run shares are fixed, a part of the requests goes elsewhere that is at least
    /// the sum of what servers gain.
    private static Ruling moved(double max, ConfigurationDiff diff) {
        String rule = "max-moved " + percent(max);
        Map<String, Double> moved = new LinkedHashMap<>();
        String open = "";
        for (ShareChange change : diff.shares()) {
            moved.merge(change.pool(), Math.max(0, change.gain()), Double::sum);
            if (!change.isKnown()) {
                open = "shares of pool " + change.pool() + ": " + change.why();
            }
        }
        for (PoolChange change : diff.pools()) {
            Pool was = change.pools().before();
            boolean isCutOff =
                    change.kind() == Kind.BECAME_UNREACHABLE
                            || (change.kind() == Kind.REMOVED && change.felt());
            if (isCutOff && was != null) {
                moved.put(was.name(), 1.0);
            } else if (change.kind() == Kind.AFFINITY && change.felt()) {
                open = "pool " + change.pools().name() + " binds clients in another way";
            }
        }
        for (var entry : moved.entrySet()) {
            if (entry.getValue() > max + ROUNDING) {
                String part = percent(entry.getValue());
                return Ruling.violated(rule, part + " of pool " + entry.getKey());
            }
        }
        return switch (diff.routing().verdict()) {
            case DIFFERENT ->
                    Ruling.undecided(
                            rule,
                            "how many requests are among those that end differently, only access"
                                    + " logs tell");
            case NOT_PROVEN -> Ruling.undecided(rule, "whether requests end as before");
            case EQUIVALENT -> open.isEmpty() ? Ruling.kept(rule) : Ruling.undecided(rule, open);
        };
    }

    private Ruling expected(Verdict verdict) {
        String rule = "expect " + expectation.name().toLowerCase(Locale.ROOT);
        return switch (verdict) {
            case EQUIVALENT -> Ruling.kept(rule);
            case DIFFERENT -> Ruling.violated(rule, "there are differences");
            case NOT_PROVEN ->
                    expectation == Expectation.EQUIVALENT
                            ? Ruling.violated(rule, "it is not proven")
                            : new Ruling(rule, Result.UNDECIDED, "no difference found, no proof");
        };
    }

    private static String percent(@Nullable Double share) {
        if (share == null) {
            return "?";
        }
        double tenths = Math.round(share * 1000) / 10.0;
        return (tenths == Math.rint(tenths) ? Long.toString((long) tenths) : "" + tenths) + " %";
    }
}

package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What rules ask of each coordinate: in which manner its values are looked at, through which
/// conversions, and the patterns they are compared with. It only grows; whoever finds that
/// something was missing asks again with all of it.
final class Demands {
    /// How the values of a coordinate that may have several are looked at.
    enum Manner {
        /// Any of the elements.
        EACH,
        /// Any of the lines, commas and all.
        EACH_LINE,
        FIRST,
        /// The first of that name in any case.
        FIRST_ANY_CASE,
        LAST,
        /// The first line, commas and all.
        FIRST_LINE,
        LAST_LINE,
        /// All as one text.
        JOINED
    }

    private final TreeMap<Coordinate, Demand> demands = new TreeMap<>();
    private final Map<Coordinate, Expression> computed = new HashMap<>();
    private final Map<List<Pattern>, Matcher> written = new HashMap<>();
    private boolean normalised;
    private boolean received;
    private final boolean wide;
    private boolean grown;

    Demands(Latitude latitude, boolean normalises) {
        this.wide = latitude == Latitude.WIDE;
        this.normalised = wide && normalises;
    }

    /// What is asked of one coordinate. Patterns that are asked for together are one unit.
    static final class Demand {
        private final Set<Manner> manners = EnumSet.noneOf(Manner.class);
        private final Map<List<View.Conversion>, Map<List<Pattern>, Integer>> units =
                new LinkedHashMap<>();
        private final TreeSet<BigInteger> bounds = new TreeSet<>();

        Set<Manner> manners() {
            return manners;
        }

        /// By conversions: the units with their numbers from 0.
        Map<List<View.Conversion>, Map<List<Pattern>, Integer>> units() {
            return units;
        }

        /// How many units there are.
        int size() {
            return units.values().stream().mapToInt(Map::size).sum();
        }

        /// Where a new range of numbers begins.
        SortedSet<BigInteger> bounds() {
            return bounds;
        }
    }

    Map<Coordinate, Demand> all() {
        return demands;
    }

    /// Whether something was asked that had not been asked before, since this was last called.
    boolean takeGrown() {
        boolean was = grown;
        grown = false;
        return was;
    }

    void manner(Coordinate coordinate, Manner manner) {
        grown |= demand(coordinate).manners.add(manner);
    }

    void view(View view) {
        conversions(view);
    }

    void unit(View view, List<Pattern> patterns) {
        Map<List<Pattern>, Integer> known = conversions(view);
        if (!known.containsKey(patterns)) {
            known.put(patterns, known.size());
            grown = true;
        }
    }

    private Map<List<Pattern>, Integer> conversions(View view) {
        Map<List<View.Conversion>, Map<List<Pattern>, Integer>> units =
                demand(view.coordinate()).units;
        Map<List<Pattern>, Integer> known = units.get(view.conversions());
        if (known == null) {
            known = new LinkedHashMap<>();
            units.put(view.conversions(), known);
            grown = true;
        }
        return known;
    }

    void range(Coordinate coordinate, Range range) {
        Demand demand = demand(coordinate);
        if (range.low() != null) {
            grown |= demand.bounds.add(range.low());
        }
        if (range.high() != null) {
            grown |= demand.bounds.add(range.high().add(BigInteger.ONE));
        }
    }

    /// As what a unit was written.
    void written(List<Pattern> unit, Matcher matcher) {
        written.putIfAbsent(unit, matcher);
    }

    /// The matchers that units were made of.
    Map<List<Pattern>, Matcher> written() {
        return written;
    }

    /// What a coordinate that is computed is computed from.
    void computed(Coordinate coordinate, Expression expression) {
        computed.putIfAbsent(coordinate, expression);
    }

    /// What computes the values of coordinates that are computed.
    Map<Coordinate, Expression> computed() {
        return computed;
    }

    /// The path is looked at as it was received, or as it is when normalised.
    void path(boolean isNormalised) {
        grown |= isNormalised ? !normalised : !received;
        normalised |= isNormalised;
        received |= !isNormalised;
    }

    /// Whether every set is to hold too much rather than too little.
    boolean isWide() {
        return wide;
    }

    boolean looksAtNormalisedPath() {
        return normalised;
    }

    boolean looksAtReceivedPath() {
        return received;
    }

    private Demand demand(Coordinate coordinate) {
        Demand demand = demands.get(coordinate);
        if (demand == null) {
            demand = new Demand();
            demands.put(coordinate, demand);
            grown = true;
        }
        return demand;
    }
}

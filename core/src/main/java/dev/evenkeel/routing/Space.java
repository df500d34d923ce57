package dev.evenkeel.routing;

import dev.evenkeel.language.Partition;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Transducer;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// All requests, divided along every coordinate that rules look at, as finely as the rules ask for
/// and no finer. Sets of requests are diagrams over the questions of the axes.
final class Space {
    /// How many states the automaton of one coordinate may have.
    private static final int STATES_MAX = 400_000;

    /// How many states patterns that are no literal texts may make it have.
    private static final int STATES_SEARCHED_MAX = 20_000;

    /// How many patterns may turn out to be too much before the rest is not tried.
    private static final int REFUSED_MAX = 6;

    /// Above so many units of two coordinates it pays to divide them beside each other.
    private static final int UNITS_BESIDE = 200;

    private final Diagrams diagrams;
    private final Demands demands;
    private final Divisions divisions;
    private final Map<Coordinate, Axis> axes = new LinkedHashMap<>();
    private final Map<String, Integer> answers = new LinkedHashMap<>();
    private final Set<Coordinate> narrowed = new LinkedHashSet<>();
    private final Suggestions suggestions;
    private final Set<Left> left = new HashSet<>();
    private final Validity.Paths paths;
    private final BitSet open = new BitSet();
    private final Map<String, String> meanings = new HashMap<>();
    private final Map<String, Comparison> comparisons = new HashMap<>();
    private final Map<String, Comparison> ofUnknowns = new LinkedHashMap<>();
    private final int levelsOfAxes;
    private int levels;

    /// What was divided before and is only divided further, by coordinate.
    static final class Divisions {
        private record Known(Validity.Paths paths, Division division) {}

        private final Map<Coordinate, Known> known = new HashMap<>();
    }

    Space(Demands demands, Diagrams diagrams, Divisions divisions, Beside beside) {
        this.divisions = divisions;
        this.diagrams = diagrams;
        this.demands = demands;
        this.paths = paths(demands);
        this.suggestions = new Suggestions(demands);
        divide(beside);
        demands.all().forEach(this::add);
        this.levelsOfAxes = levels;
    }

    /// Divides the values of each coordinate that is asked for texts as the demands say; those of
    /// several beside each other.
    private void divide(Beside beside) {
        record Asked(Division division, Demands.Demand demand) {
            boolean divide() {
                demand.units().forEach(division::add);
                return true;
            }
        }
        var all = new ArrayList<Asked>();
        demands.all()
                .forEach((coordinate, demand) -> {
                    if (coordinate.holdsTexts()) {
                        all.add(new Asked(division(coordinate), demand));
                    }
                });
        long large = all.stream().filter(one -> one.demand().size() > UNITS_BESIDE).count();
        var begun = new ArrayList<Supplier<Boolean>>();
        for (int i = 1; i < all.size() && large > 1; i++) {
            begun.add(beside.start(all.get(i)::divide));
        }
        all.subList(0, all.size() - begun.size()).forEach(Asked::divide);
        for (Supplier<Boolean> one : begun) {
            if (!one.get()) {
                throw new IllegalStateException("not divided");
            }
        }
    }

    private Division division(Coordinate coordinate) {
        Divisions.Known known = divisions.known.get(coordinate);
        if (known == null || known.paths() != paths) {
            var made = new Division(Validity.of(coordinate, paths));
            known = new Divisions.Known(paths, made);
            divisions.known.put(coordinate, known);
        }
        return known.division();
    }

    private static Validity.Paths paths(Demands demands) {
        boolean normalised = demands.looksAtNormalisedPath();
        if (demands.isWide()) {
            return normalised ? Validity.Paths.DECODED : Validity.Paths.ANY;
        }
        return normalised && demands.looksAtReceivedPath()
                ? Validity.Paths.PLAIN
                : Validity.Paths.RECEIVED;
    }

    /// What may be in a set, where sets are wide: its requests for some answers to what is not
    /// known or not looked at in full.
    int some(int set) {
        return !demands.isWide() || (open.isEmpty() && answers.isEmpty())
                ? set
                : diagrams.some(set, this::isOpen);
    }

    /// What is in a set for sure, where sets are wide.
    int every(int set) {
        return !demands.isWide() || (open.isEmpty() && answers.isEmpty())
                ? set
                : diagrams.not(diagrams.some(diagrams.not(set), this::isOpen));
    }

    private boolean isOpen(int level) {
        return level >= levelsOfAxes || open.get(level);
    }

    Diagrams diagrams() {
        return diagrams;
    }

    /// `null` when nobody asked for it before the space was made.
    @Nullable Axis axis(Coordinate coordinate) {
        return axes.get(coordinate);
    }

    Iterable<Axis> axes() {
        return axes.values();
    }

    /// What rules asked.
    Demands demands() {
        return demands;
    }

    /// Things not known before run time, with the levels of their questions.
    Map<String, Integer> answers() {
        return answers;
    }

    /// The coordinates of which only single values were looked at, though there may be several.
    Set<Coordinate> narrowed() {
        return narrowed;
    }

    /// Whether only paths were looked at that normalising leaves as they are.
    boolean hasPlainPathsOnly() {
        return paths == Validity.Paths.PLAIN;
    }

    private void add(Coordinate coordinate, Demands.Demand demand) {
        if (coordinate.kind() == Coordinate.Kind.ANSWER) {
            return;
        }
        Set<Demands.Manner> manners = demand.manners();
        boolean many =
                manners.equals(EnumSet.of(Demands.Manner.EACH))
                        || manners.equals(EnumSet.of(Demands.Manner.EACH_LINE));
        if (!many && manners.size() > 1) {
            narrowed.add(coordinate);
        }
        Axis axis =
                switch (coordinate.kind()) {
                    case SOURCE, DESTINATION ->
                            ranges(coordinate, demand, BigInteger.ZERO, Range.ADDRESS_LAST);
                    case SOURCE_PORT, DESTINATION_PORT ->
                            ranges(coordinate, demand, BigInteger.ONE, BigInteger.valueOf(65_535));
                    default -> texts(coordinate, demand, many);
                };
        if (coordinate.kind() == Coordinate.Kind.COMPUTED || narrowed.contains(coordinate)) {
            open.set(levels, levels + axis.bits());
        }
        levels += axis.bits();
        axes.put(coordinate, axis);
    }

    private Axis ranges(
            Coordinate coordinate, Demands.Demand demand, BigInteger low, BigInteger high) {
        var starts = new TreeSet<>(demand.bounds());
        starts.add(low);
        var within = new ArrayList<BigInteger>();
        for (BigInteger start : starts) {
            if (start.compareTo(low) >= 0 && start.compareTo(high) <= 0) {
                within.add(start);
            }
        }
        return new Axis(
                coordinate,
                levels,
                false,
                within.size(),
                false,
                new Axis.Content.Ranges(within, high));
    }

    private Axis texts(Coordinate coordinate, Demands.Demand demand, boolean many) {
        Axis axis = division(coordinate).axis(coordinate, levels, many, suggestions.of(coordinate));
        demand.units()
                .forEach((conversions, units) -> {
                    for (List<Pattern> unit : units.keySet()) {
                        if (axis.matching(conversions, unit) == null) {
                            left.add(new Left(new View(coordinate, conversions), unit));
                        }
                    }
                });
        return axis;
    }

    /// A unit that took too many states.
    private record Left(View view, List<Pattern> unit) {}

    /// Whether a unit was asked for and left out because it took too much.
    boolean gaveUp(View view, List<Pattern> unit) {
        return left.contains(new Left(view, unit));
    }

    /// The values of one coordinate being divided.
    private static final class Division {
        private final Map<List<View.Conversion>, Map<Object, Atoms>> matching = new HashMap<>();
        private final Map<List<View.Conversion>, Atoms> defined = new HashMap<>();
        private final Validity validity;
        private final List<Added> added = new ArrayList<>();
        private final Map<List<View.Conversion>, Set<List<Pattern>>> seen = new HashMap<>();
        private Partition all;
        private int patterns;
        private int refused;

        private record Added(
                List<View.Conversion> conversions, Object unit, List<Integer> patterns) {}

        Division(Validity validity) {
            this.validity = validity;
            Partition valid = Partition.of(validity.patterns(), STATES_MAX);
            if (valid == null) {
                throw new IllegalStateException("too many states for what is valid");
            }
            this.all = valid;
            this.patterns = valid.patternCount();
        }

        /// Divides by the units that are new; those that take too many states are left out.
        void add(List<View.Conversion> conversions, Map<List<Pattern>, Integer> units) {
            boolean first = !seen.containsKey(conversions);
            Set<List<Pattern>> before = seen.computeIfAbsent(conversions, _ -> new HashSet<>());
            var compact = new LinkedHashMap<List<Pattern>, List<Pattern>>();
            var simple = new LinkedHashMap<Pattern, Integer>();
            var others = new LinkedHashMap<Pattern, Integer>();
            for (List<Pattern> unit : units.keySet()) {
                if (!before.add(unit)) {
                    continue;
                }
                List<Pattern> few = Units.compact(unit);
                compact.put(unit, few);
                for (Pattern pattern : few) {
                    if (pattern instanceof Pattern.Literal) {
                        simple.putIfAbsent(pattern, simple.size());
                    } else {
                        others.putIfAbsent(pattern, others.size());
                    }
                }
            }
            if (compact.isEmpty() && !first) {
                return;
            }
            Map<Pattern, Integer> numbers = taken(conversions, simple, others);
            compact.forEach((unit, few) -> {
                if (numbers.keySet().containsAll(few)) {
                    List<Integer> of = few.stream().map(numbers::get).toList();
                    added.add(new Added(conversions, unit, of));
                }
            });
        }

        /// The patterns that did not take too many states, with their numbers.
        private Map<Pattern, Integer> taken(
                List<View.Conversion> conversions,
                Map<Pattern, Integer> simple,
                Map<Pattern, Integer> others) {
            var numbers = new HashMap<Pattern, Integer>();
            int most = others.isEmpty() && conversions.isEmpty() ? STATES_MAX : searched();
            if (take(conversions, all(simple, others), numbers, most)
                    || !take(conversions, List.copyOf(simple.keySet()), numbers, STATES_MAX)) {
                return numbers;
            }
            for (Pattern one : others.keySet()) {
                boolean tried = refused < REFUSED_MAX;
                if (tried && !take(conversions, List.of(one), numbers, searched())) {
                    refused++;
                }
            }
            return numbers;
        }

        private int searched() {
            return Math.max(STATES_SEARCHED_MAX, Math.min(STATES_MAX, 2 * all.states()));
        }

        private static List<Pattern> all(Map<Pattern, Integer> a, Map<Pattern, Integer> b) {
            var all = new ArrayList<>(a.keySet());
            all.addAll(b.keySet());
            return all;
        }

        private boolean take(
                List<View.Conversion> conversions,
                List<Pattern> some,
                Map<Pattern, Integer> numbers,
                int statesMax) {
            Partition image = Partition.of(some, statesMax);
            for (int i = conversions.size() - 1; i >= 0 && image != null; i--) {
                Transducer transducer = Conversions.transducer(conversions.get(i));
                image = transducer == null ? null : image.before(transducer, statesMax);
            }
            Partition joined = image == null ? null : all.and(image, statesMax);
            if (image == null || joined == null) {
                return false;
            }
            for (int i = 0; i < some.size(); i++) {
                numbers.put(some.get(i), patterns + i);
            }
            if (!conversions.isEmpty()) {
                added.add(new Added(conversions, "defined", List.of(patterns + some.size())));
            }
            all = joined;
            patterns += image.patternCount();
            return true;
        }

        /// The atoms of one unit before they are put together.
        private Atoms atoms(Added one) {
            return Atoms.of(
                    one.patterns().stream()
                            .map(all::sorted)
                            .flatMapToInt(Arrays::stream)
                            .toArray());
        }

        private Axis axis(
                Coordinate coordinate, int level, boolean many, List<String> suggestions) {
            matching.clear();
            defined.clear();
            var classes = new Classes(all.atoms().size(), validity.valid(all));
            var raw = new ArrayList<Atoms>(added.size());
            for (Added one : added) {
                Atoms atoms = atoms(one);
                raw.add(atoms);
                classes.divide(atoms);
            }
            classes.number();
            for (int i = 0; i < added.size(); i++) {
                Added one = added.get(i);
                Atoms of = classes.of(raw.get(i));
                if ("defined".equals(one.unit())) {
                    defined.put(one.conversions(), of);
                } else {
                    matching.computeIfAbsent(one.conversions(), _ -> new HashMap<>())
                            .put(one.unit(), of);
                }
            }
            var texts = new Witnesses(all, classes, suggestions);
            return new Axis(
                    coordinate,
                    level,
                    many,
                    classes.count(),
                    coordinate.isOptional(),
                    new Axis.Content.Texts(texts, matching, defined));
        }
    }

    int in(Axis axis, BitSet atoms) {
        return in(axis, Atoms.of(atoms));
    }

    /// Requests whose value of an axis lies in one of some atoms (with several values: any of
    /// them).
    int in(Axis axis, Atoms atoms) {
        if (!axis.isMany()) {
            return atoms.size() == axis.atoms()
                    ? Diagrams.TRUE
                    : diagrams.numbers(axis.level(), axis.bits(), atoms);
        }
        int any = Diagrams.FALSE;
        for (int i = atoms.size() - 1; i >= 0; i--) {
            any = diagrams.node(axis.level() + atoms.get(i), any, Diagrams.TRUE);
        }
        return any;
    }

    /// Requests for which something that is not known before run time is so.
    int answer(String text) {
        Integer level = answers.get(text);
        if (level == null) {
            level = levels++;
            answers.put(text, level);
        }
        return diagrams.question(level);
    }

    /// A comparison that is a question of its own.
    record Comparison(Expression value, Matcher matcher) {}

    void compares(String answer, Comparison comparison) {
        comparisons.putIfAbsent(answer, comparison);
    }

    /// The comparisons that are questions, by their text.
    Map<String, Comparison> comparisons() {
        return comparisons;
    }

    /// A question that compares what is not known before run time.
    void comparesUnknown(String answer, Comparison comparison) {
        ofUnknowns.putIfAbsent(answer, comparison);
    }

    /// Those questions, by their text.
    Map<String, Comparison> comparisonsOfUnknowns() {
        return ofUnknowns;
    }

    /// What a text asks, by whoever asked it first; that is `meaning` the first time.
    String meaning(String text, String meaning) {
        return meanings.computeIfAbsent(text, _ -> meaning);
    }

    /// All requests.
    int all() {
        int all = Diagrams.TRUE;
        var reversed = new ArrayList<>(axes.values()).reversed();
        for (Axis axis : reversed) {
            if (!axis.isMany()) {
                var numbers = new BitSet();
                numbers.set(0, axis.atoms());
                int spelled = diagrams.numbers(axis.level(), axis.bits(), Atoms.of(numbers));
                all = diagrams.and(spelled, all);
            }
        }
        return all;
    }
}

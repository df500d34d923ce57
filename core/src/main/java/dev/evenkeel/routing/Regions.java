package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;
import dev.evenkeel.model.Matcher;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sets of requests in words: cut into parts whose limits do not hang on each other.
final class Regions {
    /// How many parts one set is cut into.
    private static final int PARTS_MAX = 24;

    private final Space space;
    private final Diagrams diagrams;
    private final Samples samples;
    private final int all;
    private final Map<Coordinate, Index> indices = new HashMap<>();

    /// A part of a set: its requests, and their description.
    record Part(int requests, Region region) {}

    /// `all` are the requests that there can be.
    Regions(Space space, int all) {
        this.space = space;
        this.diagrams = space.diagrams();
        this.samples = new Samples(space);
        this.all = all;
    }

    /// A set as few parts; the last one takes what is left when there are too many.
    List<Part> of(int set) {
        var parts = new ArrayList<Part>();
        cut(set, parts);
        return parts;
    }

    private void cut(int set, List<Part> parts) {
        int product = product(set);
        if (product == set || parts.size() >= PARTS_MAX) {
            parts.add(new Part(set, region(set, product == set)));
            return;
        }
        Axis axis = splitting(set);
        if (axis == null) {
            parts.add(new Part(set, region(set, false)));
            return;
        }
        var groups = new LinkedHashMap<Integer, BitSet>();
        BitSet atoms = samples.atoms(set, axis);
        for (int atom = atoms.nextSetBit(0); atom >= 0; atom = atoms.nextSetBit(atom + 1)) {
            var only = new BitSet();
            only.set(atom);
            int rest = without(diagrams.and(set, space.in(axis, only)), axis);
            groups.computeIfAbsent(rest, _ -> new BitSet()).set(atom);
        }
        for (BitSet group : groups.values()) {
            cut(diagrams.and(set, space.in(axis, group)), parts);
        }
    }

    /// The set that has the same atoms along every axis, and no other limits.
    private int product(int set) {
        int product = all;
        for (Axis axis : space.axes()) {
            if (axis.isMany()) {
                for (int atom = 0; atom < axis.atoms(); atom++) {
                    product = limited(product, set, axis.level() + atom);
                }
            } else {
                product = diagrams.and(product, space.in(axis, samples.atoms(set, axis)));
            }
        }
        for (int level : space.answers().values()) {
            product = limited(product, set, level);
        }
        return product;
    }

    private int limited(int product, int set, int level) {
        int yes = diagrams.question(level);
        if (diagrams.and(set, yes) == Diagrams.FALSE) {
            return diagrams.minus(product, yes);
        }
        return diagrams.minus(set, yes) == Diagrams.FALSE ? diagrams.and(product, yes) : product;
    }

    /// The first axis whose atoms do not all allow the same of the others.
    private @Nullable Axis splitting(int set) {
        for (Axis axis : space.axes()) {
            if (axis.isMany()) {
                continue;
            }
            BitSet atoms = samples.atoms(set, axis);
            int free = diagrams.and(without(set, axis), space.in(axis, atoms));
            if (diagrams.and(free, all) != set) {
                return axis;
            }
        }
        return null;
    }

    /// The set whatever the value along an axis.
    private int without(int set, Axis axis) {
        int left = set;
        for (int level = axis.level() + axis.bits() - 1; level >= axis.level(); level--) {
            left = diagrams.either(left, level);
        }
        return left;
    }

    private Region region(int set, boolean exact) {
        var limits = new ArrayList<Region.Limit>();
        for (Axis axis : space.axes()) {
            if (axis.isMany()) {
                several(set, axis, limits);
                continue;
            }
            BitSet atoms = samples.atoms(set, axis);
            BitSet possible = samples.atoms(all, axis);
            if (!atoms.equals(possible)) {
                limits.addAll(
                        new Description(axis, possible, index(axis), space.demands().written())
                                .of(atoms));
            }
        }
        space.answers()
                .forEach((text, level) -> {
                    int yes = diagrams.question(level);
                    boolean never = diagrams.and(set, yes) == Diagrams.FALSE;
                    boolean always = diagrams.minus(set, yes) == Diagrams.FALSE;
                    if (never || always) {
                        var field = new Coordinate(Coordinate.Kind.ANSWER, text).field();
                        Region.Term said = new Region.Term.Said(text, always);
                        limits.add(new Region.Limit(field, false, List.of(said), 0));
                    }
                });
        return new Region(limits, exact);
    }

    /// One limit for every atom in which a value must or must not lie.
    private void several(int set, Axis axis, List<Region.Limit> limits) {
        var must = new BitSet();
        var mustNot = new BitSet();
        for (int atom = 0; atom < axis.atoms(); atom++) {
            int yes = diagrams.question(axis.level() + atom);
            if (diagrams.and(set, yes) == Diagrams.FALSE) {
                mustNot.set(atom);
            } else if (diagrams.minus(set, yes) == Diagrams.FALSE) {
                must.set(atom);
            }
        }
        BitSet possible = axis.present();
        for (int atom = must.nextSetBit(0); atom >= 0; atom = must.nextSetBit(atom + 1)) {
            var only = new BitSet();
            only.set(atom);
            limits.addAll(
                    new Description(axis, possible, index(axis), space.demands().written())
                            .of(only));
        }
        if (mustNot.equals(possible)) {
            Region.Term absent = new Region.Term.Absent();
            limits.add(new Region.Limit(axis.coordinate().field(), false, List.of(absent), 0));
        } else if (!mustNot.isEmpty()) {
            for (Region.Limit limit :
                    new Description(axis, possible, index(axis), space.demands().written())
                            .of(mustNot)) {
                limits.add(
                        new Region.Limit(
                                limit.field(), !limit.except(), limit.terms(), limit.more()));
            }
        }
    }

    private Index index(Axis axis) {
        return indices.computeIfAbsent(axis.coordinate(), _ -> new Index(axis));
    }

    /// The atoms of one unit of patterns.
    private record Known(Object unit, Atoms atoms) {
        int size() {
            return atoms.size();
        }
    }

    /// The units of an axis by the atoms they hold.
    private static final class Index {
        private final List<List<Known>> byAtom = new ArrayList<>();

        Index(Axis axis) {
            for (int atom = 0; atom < axis.atoms(); atom++) {
                byAtom.add(new ArrayList<>(2));
            }
            if (axis.content() instanceof Axis.Content.Texts texts) {
                texts.matching()
                        .values()
                        .forEach(units -> units.forEach((unit, atoms) -> add(unit, atoms)));
            }
            byAtom.forEach(units ->
                    units.sort(
                            Comparator.comparingInt(Known::size)
                                    .reversed()
                                    .thenComparing(one -> one.unit().toString())));
        }

        private void add(Object unit, Atoms atoms) {
            var known = new Known(unit, atoms);
            for (int i = 0; i < atoms.size(); i++) {
                byAtom.get(atoms.get(i)).add(known);
            }
        }

        private List<Known> with(int atom) {
            return atom < 0 || atom >= byAtom.size() ? List.of() : byAtom.get(atom);
        }
    }

    /// Atoms of one axis in words.
    private static final class Description {
        private static final int TERMS_MAX = 6;

        /// With more atoms than this a set is told by what it does not hold.
        private static final int LISTED_MAX = 1000;

        private final Axis axis;
        private final BitSet possible;
        private final Index index;
        private final Map<List<Pattern>, Matcher> written;

        Description(Axis axis, BitSet possible, Index index, Map<List<Pattern>, Matcher> written) {
            this.written = written;
            this.axis = axis;
            this.possible = possible;
            this.index = index;
        }

        List<Region.Limit> of(BitSet atoms) {
            return switch (axis.content()) {
                case Axis.Content.Ranges(List<BigInteger> starts, BigInteger last) ->
                        List.of(limit(false, ranges(atoms, starts, last)));
                case Axis.Content.Texts _ -> texts(atoms);
            };
        }

        private Region.Limit limit(boolean except, List<Region.Term> terms) {
            int shown = Math.min(TERMS_MAX, terms.size());
            return new Region.Limit(
                    axis.coordinate().field(),
                    except,
                    terms.subList(0, shown),
                    terms.size() - shown);
        }

        private List<Region.Term> ranges(BitSet atoms, List<BigInteger> starts, BigInteger last) {
            var terms = new ArrayList<Region.Term>();
            for (int from = atoms.nextSetBit(0); from >= 0; ) {
                int end = atoms.nextClearBit(from);
                BigInteger high =
                        end < starts.size() ? starts.get(end).subtract(BigInteger.ONE) : last;
                terms.add(
                        new Region.Term.Between(axis.number(starts.get(from)), axis.number(high)));
                from = atoms.nextSetBit(end);
            }
            return terms;
        }

        /// All of some units, or what one unit (or everything) holds but for other units.
        private List<Region.Limit> texts(BitSet atoms) {
            var rest = (BitSet) possible.clone();
            rest.andNot(atoms);
            boolean mostly = atoms.cardinality() > LISTED_MAX;
            List<Region.Term> union = mostly ? List.of() : cover(atoms, atoms);
            int cost = mostly ? Integer.MAX_VALUE : cost(union);
            List<Region.Limit> best = List.of(limit(false, union));
            if (rest.cardinality() <= LISTED_MAX || mostly) {
                List<Region.Term> except = cover(rest, rest);
                if (cost(except) < cost) {
                    best = List.of(limit(true, except));
                    cost = cost(except);
                }
            }
            for (Known one : index.with(atoms.nextSetBit(0))) {
                BitSet inside = one.atoms().bits();
                var beyond = (BitSet) atoms.clone();
                beyond.andNot(inside);
                if (!beyond.isEmpty() || cost <= 1) {
                    continue;
                }
                inside.and(rest);
                if (inside.cardinality() > LISTED_MAX) {
                    continue;
                }
                List<Region.Term> but = cover(inside, rest);
                if (cost(but) + 1 < cost) {
                    cost = cost(but) + 1;
                    Region.Limit of = limit(false, terms(one.unit()));
                    best = but.isEmpty() ? List.of(of) : List.of(of, limit(true, but));
                }
            }
            return best;
        }

        private static int cost(List<Region.Term> terms) {
            int cost = terms.size();
            for (Region.Term term : terms) {
                cost += term instanceof Region.Term.Like ? 2 : 0;
            }
            return cost;
        }

        /// Units inside of `allowed` that together hold all of `atoms`, the largest first.
        private List<Region.Term> cover(BitSet atoms, BitSet allowed) {
            var left = (BitSet) atoms.clone();
            var terms = new ArrayList<Region.Term>();
            int absent = axis.absent();
            if (absent >= 0 && left.get(absent)) {
                terms.add(new Region.Term.Absent());
                left.clear(absent);
            }
            for (int atom = left.nextSetBit(0); atom >= 0; atom = left.nextSetBit(atom)) {
                Known largest = null;
                for (Known one : index.with(atom)) {
                    boolean larger = largest == null || one.size() > largest.size();
                    largest = larger && one.atoms().isWithin(allowed) ? one : largest;
                }
                if (largest == null) {
                    terms.add(new Region.Term.Like(axis.text(atom)));
                    left.clear(atom);
                } else {
                    terms.addAll(terms(largest.unit()));
                    left.andNot(largest.atoms().bits());
                }
            }
            return terms;
        }

        private List<Region.Term> terms(Object unit) {
            var terms = new ArrayList<Region.Term>();
            Matcher matcher = unit instanceof List<?> known ? written.get(known) : null;
            if (matcher != null) {
                for (Matcher.Pattern pattern : matcher.patterns()) {
                    terms.add(term(matcher.method(), pattern.text()));
                }
            } else if (unit instanceof List<?> patterns) {
                for (Object pattern : patterns) {
                    terms.add(term(pattern));
                }
            }
            return terms;
        }

        private static Region.Term term(Matcher.Method method, String text) {
            return switch (method) {
                case EXACT -> new Region.Term.Exactly(text);
                case PREFIX -> new Region.Term.BeginningWith(text);
                case SUFFIX -> new Region.Term.EndingWith(text);
                case SUBSTRING -> new Region.Term.Containing(text);
                case DIRECTORY, DOMAIN -> new Region.Term.Containing(text);
                default -> new Region.Term.Matching(text);
            };
        }

        private static Region.Term term(Object pattern) {
            if (pattern instanceof Pattern.Literal literal) {
                String text = literal.text();
                return switch (literal.place()) {
                    case WHOLE -> new Region.Term.Exactly(text);
                    case START -> new Region.Term.BeginningWith(text);
                    case END -> new Region.Term.EndingWith(text);
                    case ANYWHERE -> new Region.Term.Containing(text);
                };
            }
            return new Region.Term.Matching(
                    pattern instanceof Pattern.Search search
                            ? search.written()
                            : String.valueOf(pattern));
        }
    }
}

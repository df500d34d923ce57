package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// One coordinate, divided into atoms: sets of values that no rule tells apart. They are numbered
/// from 0; the last one is that there is no value, where that can be.
///
/// In a decision diagram an atom's number is spelled by `bits` questions from `level` on. Where a
/// request may have several values each atom is a question of its own instead: whether one of the
/// values is in it.
final class Axis {
    private final Coordinate coordinate;
    private final int level;
    private final boolean many;
    private final int atoms;
    private final boolean optional;
    private final Content content;

    /// What the atoms are made of.
    sealed interface Content {
        /// Texts: which atoms each unit of patterns matches, and for which the conversions yield
        /// something.
        record Texts(
                AtomTexts texts,
                Map<List<View.Conversion>, Map<Object, Atoms>> matching,
                Map<List<View.Conversion>, Atoms> defined)
                implements Content {}

        /// Ranges of numbers: where each begins; the last ends at `last`.
        record Ranges(List<BigInteger> starts, BigInteger last) implements Content {
            public Ranges {
                starts = List.copyOf(starts);
            }
        }
    }

    /// Texts of atoms, and atoms of texts.
    interface AtomTexts {
        /// A text that lies in an atom.
        String of(int atom);

        /// The atom a text lies in; -1 when it is no valid value.
        int atomOf(String text);
    }

    Axis(
            Coordinate coordinate,
            int level,
            boolean many,
            int present,
            boolean optional,
            Content content) {
        this.coordinate = coordinate;
        this.level = level;
        this.many = many;
        this.atoms = present + (optional && !many ? 1 : 0);
        this.optional = optional;
        this.content = content;
    }

    Coordinate coordinate() {
        return coordinate;
    }

    int level() {
        return level;
    }

    boolean isMany() {
        return many;
    }

    int atoms() {
        return atoms;
    }

    Content content() {
        return content;
    }

    /// The number of the atom “no value”; -1 when there always is one, or several may be.
    int absent() {
        return optional && !many ? atoms - 1 : -1;
    }

    /// How many questions it takes.
    int bits() {
        return many ? atoms : 32 - Integer.numberOfLeadingZeros(Math.max(0, atoms - 1));
    }

    /// All atoms that are values.
    BitSet present() {
        var present = new BitSet();
        present.set(0, absent() >= 0 ? atoms - 1 : atoms);
        return present;
    }

    /// The atoms that a unit matches behind conversions; `null` when nobody asked for it before the
    /// axis was made, or it took too much.
    @Nullable Atoms matching(List<View.Conversion> conversions, Object unit) {
        return content instanceof Content.Texts texts
                ? texts.matching().getOrDefault(conversions, Map.of()).get(unit)
                : null;
    }

    /// The atoms for which conversions yield something; `null` as above.
    @Nullable Atoms defined(List<View.Conversion> conversions) {
        if (conversions.isEmpty()) {
            return Atoms.of(present());
        }
        return content instanceof Content.Texts texts ? texts.defined().get(conversions) : null;
    }

    /// The atoms that lie in a range whose ends are known as bounds; `null` when they are not.
    @Nullable Atoms within(Range range) {
        if (!(content instanceof Content.Ranges(List<BigInteger> starts, BigInteger last))) {
            return null;
        }
        var within = new BitSet();
        for (int i = 0; i < starts.size(); i++) {
            BigInteger end = i + 1 < starts.size() ? starts.get(i + 1) : last.add(BigInteger.ONE);
            boolean behindLow = range.low() == null || starts.get(i).compareTo(range.low()) >= 0;
            boolean beforeHigh =
                    range.high() == null
                            || end.compareTo(range.high()) <= 0
                            || end.equals(range.high().add(BigInteger.ONE));
            boolean touches =
                    (range.low() == null || end.compareTo(range.low()) > 0)
                            && (range.high() == null || starts.get(i).compareTo(range.high()) <= 0);
            if (behindLow && beforeHigh) {
                within.set(i);
            } else if (touches) {
                return null;
            }
        }
        return Atoms.of(within);
    }

    /// The atom of a value; -1 when it is none that a request can have.
    int atomOf(String value) {
        return switch (content) {
            case Content.Texts texts -> texts.texts().atomOf(value);
            case Content.Ranges(List<BigInteger> starts, BigInteger last) -> {
                BigInteger number = Range.number(coordinate, value);
                int atom = -1;
                for (int i = 0; i < starts.size() && number != null; i++) {
                    atom = starts.get(i).compareTo(number) <= 0 ? i : atom;
                }
                yield number == null || number.compareTo(last) > 0 ? -1 : atom;
            }
        };
    }

    /// A value of an atom.
    String text(int atom) {
        return switch (content) {
            case Content.Texts texts -> texts.texts().of(atom);
            case Content.Ranges(List<BigInteger> starts, _) -> number(starts.get(atom));
        };
    }

    /// A number of this axis as people write it.
    String number(BigInteger value) {
        return switch (coordinate.kind()) {
            case SOURCE, DESTINATION -> Range.address(value);
            default -> value.toString();
        };
    }
}

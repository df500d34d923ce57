package dev.evenkeel.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was taken to be so about unknown things on one way through the rules: first as `forced`,
/// then everything is false.
final class Choices {
    private final boolean[] forced;
    private final List<Atom> atoms = new ArrayList<>();
    private final Map<Object, Boolean> truths = new HashMap<>();

    Choices(boolean[] forced) {
        this.forced = forced;
    }

    List<Atom> atoms() {
        return atoms;
    }

    boolean truth(int index) {
        return index < forced.length && forced[index];
    }

    boolean isChosen(Object key) {
        return truths.containsKey(key);
    }

    boolean isTrue(Object key) {
        return truths.getOrDefault(key, false);
    }

    void choose(Atom atom) {
        truths.put(atom.key(), truth(atoms.size()));
        atoms.add(atom);
    }

    /// Takes something to be so on this way without following the other: who asks again hears the
    /// same.
    void assume(Atom atom, boolean truth) {
        truths.put(atom.key(), truth);
    }

    List<Assumption> assumed() {
        var assumed = new ArrayList<Assumption>(atoms.size());
        for (int i = 0; i < atoms.size(); i++) {
            assumed.add(atoms.get(i).assumed(truth(i)));
        }
        return assumed;
    }
}

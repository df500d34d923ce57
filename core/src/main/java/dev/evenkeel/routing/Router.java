package dev.evenkeel.routing;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Follows one concrete request through the rules of a listener. What is not known before run time
/// is followed both ways: the decision is `Undetermined` only where that makes a difference.
/// Immutable and thread-safe.
public final class Router {
    /// How many ways one request is followed at most.
    private static final int WAYS_MAX = 512;

    private final Program program;

    private Router(Program program) {
        this.program = program;
    }

    public static Router of(LoadBalancer balancer) {
        return new Router(new Program(balancer));
    }

    Program program() {
        return program;
    }

    /// Where a request goes that came in at a listener. With `everyStep` the decision tells every
    /// rule that was tried, else those that held.
    public Decision decide(Listener listener, Request request, Given given, boolean everyStep) {
        var search = new Search(listener, request, given, everyStep);
        Found found = search.from(new boolean[0]);
        Walk.Way first = search.first(found);
        List<Assumption> assumed = first.notes();
        Outcome outcome = first.outcome();
        if (found instanceof Fork) {
            var alternatives = new ArrayList<Outcome.Alternative>();
            collect(found, List.of(), alternatives);
            outcome = new Outcome.Undetermined(alternatives);
            assumed = new ArrayList<>(assumed);
            for (Outcome.Alternative alternative : alternatives) {
                assumed.addAll(alternative.assumed());
            }
        }
        return new Decision(
                listener,
                outcome,
                found instanceof Fork ? null : first.received(),
                first.decidedBy(),
                first.steps(),
                distinct(assumed));
    }

    private static List<Assumption> distinct(List<Assumption> assumed) {
        return assumed.size() < 2 ? assumed : List.copyOf(new LinkedHashSet<>(assumed));
    }

    private static void collect(
            Found found, List<Assumption> assumed, List<Outcome.Alternative> alternatives) {
        switch (found) {
            case Leaf(Walk.Way way) -> {
                var all = new ArrayList<>(assumed);
                all.addAll(way.notes());
                alternatives.add(new Outcome.Alternative(all, way.outcome()));
            }
            case Fork(Atom atom, Found no, Found yes) -> {
                collect(no, with(assumed, atom.assumed(false)), alternatives);
                collect(yes, with(assumed, atom.assumed(true)), alternatives);
            }
        }
    }

    private static List<Assumption> with(List<Assumption> assumed, Assumption one) {
        var all = new ArrayList<>(assumed);
        all.add(one);
        return all;
    }

    /// What was found when what is not known was followed both ways, without the questions that
    /// make no difference.
    private sealed interface Found {}

    private record Leaf(Walk.Way way) implements Found {}

    private record Fork(Atom atom, Found no, Found yes) implements Found {}

    private final class Search {
        private final Listener listener;
        private final Request request;
        private final Given given;
        private final boolean everyStep;
        private int ways;

        private Search(Listener listener, Request request, Given given, boolean everyStep) {
            this.listener = listener;
            this.request = request;
            this.given = given;
            this.everyStep = everyStep;
        }

        /// Follows all ways that begin with these answers.
        private Found from(boolean[] forced) {
            ways++;
            var choices = new Choices(forced);
            var state = new RequestState(request, listener.endpoints());
            Walk.Way way =
                    new Walk(program, state, given, choices, everyStep).follow(listener.handling());
            Found found = new Leaf(way);
            List<Atom> atoms = choices.atoms();
            for (int i = atoms.size() - 1; i >= forced.length; i--) {
                if (ways >= WAYS_MAX) {
                    return new Leaf(tooMany(way, atoms.get(i)));
                }
                var other = new boolean[i + 1];
                System.arraycopy(forced, 0, other, 0, Math.min(forced.length, i));
                other[i] = true;
                found = merged(atoms.get(i), found, from(other));
            }
            return found;
        }

        private static Walk.Way tooMany(Walk.Way way, Atom atom) {
            var note = new Assumption("too much is not known: " + atom.text(), atom.span());
            return new Walk.Way(
                    new Outcome.Undetermined(List.of()),
                    null,
                    way.decidedBy(),
                    way.steps(),
                    List.of(note));
        }

        private Found merged(Atom atom, Found no, Found yes) {
            return no instanceof Leaf(Walk.Way a)
                            && yes instanceof Leaf(Walk.Way b)
                            && a.outcome().equals(b.outcome())
                    ? no
                    : new Fork(atom, no, yes);
        }

        private Walk.Way first(Found found) {
            Found at = found;
            while (at instanceof Fork fork) {
                at = fork.no();
            }
            return ((Leaf) at).way();
        }
    }
}

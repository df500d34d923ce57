package dev.evenkeel.routing;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a request brings along to a pool.
final class Forwards {
    private final Program program;
    private final Walk walk;

    Forwards(Program program, Walk walk) {
        this.program = program;
        this.walk = walk;
    }

    /// Whether a pool takes requests over HTTP as they are and asks them for nothing.
    static boolean isPlain(Pool pool) {
        return pool.handling().protocol() == Protocol.HTTP
                && pool.handling().rules().rules().isEmpty()
                && pool.affinities().isEmpty()
                && !(pool.balancing().algorithm() instanceof Algorithm.Hash);
    }

    Outcome.Forward of(String name, @Nullable Pool pool, List<String> servers) {
        if (pool == null) {
            return new Outcome.Forward(name, null, null, servers, List.of(), walk.state().status());
        }
        String key =
                pool.balancing().algorithm() instanceof Algorithm.Hash hash
                        ? walk.values().one(hash.key())
                        : null;
        var held = new ArrayList<Outcome.Held>(pool.affinities().size());
        for (Affinity affinity : pool.affinities()) {
            boolean evenDown = truth(affinity.bond().evenDown()) == Test.TRUE;
            held.add(new Outcome.Held(affinity, held(affinity), evenDown));
        }
        return new Outcome.Forward(name, pool, key, servers, held, walk.state().status());
    }

    private List<String> held(Affinity affinity) {
        int truth = truth(affinity.bond().when());
        if (truth != Test.TRUE) {
            return truth == Test.FALSE ? List.of() : List.of(RequestState.UNKNOWN);
        }
        var found = new ArrayList<String>(1);
        walk.values()
                .any(
                        affinity.bond().value(),
                        value -> {
                            found.add(value);
                            return false;
                        });
        return found;
    }

    private int truth(Condition condition) {
        return walk.guessed(program.compiled(condition));
    }
}

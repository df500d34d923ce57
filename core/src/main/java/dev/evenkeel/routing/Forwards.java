package dev.evenkeel.routing;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a request brings along to a pool.
final class Forwards {
    private Forwards() {}

    static Outcome.Forward of(
            String name, @Nullable Pool pool, List<String> servers, Values values) {
        if (pool == null) {
            return new Outcome.Forward(name, null, null, servers, List.of());
        }
        String key =
                pool.balancing().algorithm() instanceof Algorithm.Hash hash
                        ? values.one(hash.key())
                        : null;
        var held = new ArrayList<Outcome.Held>(pool.affinities().size());
        for (Affinity affinity : pool.affinities()) {
            held.add(new Outcome.Held(affinity, held(affinity, values)));
        }
        return new Outcome.Forward(name, pool, key, servers, held);
    }

    private static List<String> held(Affinity affinity, Values values) {
        var found = new ArrayList<String>(1);
        if (affinity.kind() == Affinity.Kind.COOKIE) {
            var cookies =
                    new dev.evenkeel.model.Expression.Part(
                            Field.of(Field.Kind.COOKIE, affinity.name()));
            values.any(
                    cookies,
                    value -> {
                        found.add(value);
                        return false;
                    });
        }
        return found;
    }
}

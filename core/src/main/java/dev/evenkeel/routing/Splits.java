package dev.evenkeel.routing;

import dev.evenkeel.hash.HashFunction;
import dev.evenkeel.hash.HashFunctions;
import dev.evenkeel.model.Expression;

/// Which share of a split a key falls into. Source: nginx, `ngx_http_split_clients_module.c`.
final class Splits {
    private static final long HASHES_MAX = 4_294_967_295L;

    private Splits() {}

    /// The number of the share; -1 when the key falls into none.
    static int of(Expression.Split split, String key) {
        HashFunction murmur = HashFunctions.named("murmur2");
        if (murmur == null) {
            throw new IllegalStateException("no murmur2");
        }
        long hash = Integer.toUnsignedLong(murmur.of(key));
        long bound = 0;
        int last = split.shares().size() - 1;
        for (int i = 0; i <= last; i++) {
            if (i == last && split.takesRest()) {
                return i;
            }
            bound += split.shares().get(i).basisPoints() * HASHES_MAX / 10_000;
            if (hash < bound) {
                return i;
            }
        }
        return -1;
    }
}

package dev.evenkeel.balance;

import dev.evenkeel.hash.Avalanche;
import dev.evenkeel.hash.HashFunction;

/// How a key becomes a number. With a single server in use the key is not even looked for
/// (`neededForOne` is then false) and the number is 0.
record HaproxyKey(HashFunction function, boolean avalanche, boolean neededForOne) {
    int hash(String key) {
        int hash = function.of(key);
        return avalanche ? Avalanche.of(hash) : hash;
    }
}

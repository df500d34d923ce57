package dev.evenkeel.hash;

/// The hash of the sdbm database library: multiply by 65599 and add.
public final class Sdbm implements HashFunction {
    @Override
    public int of(String bytes) {
        int hash = 0;
        for (int i = 0; i < bytes.length(); i++) {
            hash = hash * 65599 + (bytes.charAt(i) & 0xFF);
        }
        return hash;
    }
}

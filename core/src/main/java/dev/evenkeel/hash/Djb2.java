package dev.evenkeel.hash;

/// The hash of D. J. Bernstein: multiply by 33 and add, from 5381 on.
public final class Djb2 implements HashFunction {
    @Override
    public int of(String bytes) {
        int hash = 5381;
        for (int i = 0; i < bytes.length(); i++) {
            hash = hash * 33 + (bytes.charAt(i) & 0xFF);
        }
        return hash;
    }
}

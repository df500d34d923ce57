package dev.evenkeel.hash;

/// MurmurHash2 of 32 bits with seed 0, by Austin Appleby; words are read little-endian.
public final class Murmur2 implements HashFunction {
    private static final int MULTIPLIER = 0x5BD1E995;

    @Override
    public int of(String bytes) {
        int length = bytes.length();
        int hash = length;
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            int word = value(bytes, at, 4) * MULTIPLIER;
            hash = (hash * MULTIPLIER) ^ ((word ^ (word >>> 24)) * MULTIPLIER);
        }
        if (at < length) {
            hash = (hash ^ value(bytes, at, length - at)) * MULTIPLIER;
        }
        hash = (hash ^ (hash >>> 13)) * MULTIPLIER;
        return hash ^ (hash >>> 15);
    }

    private static int value(String bytes, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes.charAt(at + i) & 0xFF) << (8 * i);
        }
        return value;
    }
}

package dev.evenkeel.hash;

/// XXH32 by Yann Collet; words are read little-endian.
public final class XxHash32 {
    private static final int PRIME_1 = 0x9E3779B1;
    private static final int PRIME_2 = 0x85EBCA77;
    private static final int PRIME_3 = 0xC2B2AE3D;
    private static final int PRIME_4 = 0x27D4EB2F;
    private static final int PRIME_5 = 0x165667B1;

    private XxHash32() {}

    /// The hash of a text that holds one char per byte.
    public static int of(String bytes, int seed) {
        int length = bytes.length();
        int at = 0;
        int hash = seed + PRIME_5;
        if (length >= 16) {
            int[] lanes = {seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1};
            for (; at + 16 <= length; at += 16) {
                for (int lane = 0; lane < 4; lane++) {
                    int mixed = lanes[lane] + word(bytes, at + 4 * lane) * PRIME_2;
                    lanes[lane] = Integer.rotateLeft(mixed, 13) * PRIME_1;
                }
            }
            hash =
                    Integer.rotateLeft(lanes[0], 1)
                            + Integer.rotateLeft(lanes[1], 7)
                            + Integer.rotateLeft(lanes[2], 12)
                            + Integer.rotateLeft(lanes[3], 18);
        }
        return ended(hash + length, bytes, at);
    }

    private static int ended(int start, String bytes, int from) {
        int hash = start;
        int at = from;
        for (; at + 4 <= bytes.length(); at += 4) {
            hash = Integer.rotateLeft(hash + word(bytes, at) * PRIME_3, 17) * PRIME_4;
        }
        for (; at < bytes.length(); at++) {
            hash = Integer.rotateLeft(hash + (bytes.charAt(at) & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 15)) * PRIME_2;
        hash = (hash ^ (hash >>> 13)) * PRIME_3;
        return hash ^ (hash >>> 16);
    }

    private static int word(String bytes, int at) {
        return (bytes.charAt(at) & 0xFF)
                | (bytes.charAt(at + 1) & 0xFF) << 8
                | (bytes.charAt(at + 2) & 0xFF) << 16
                | (bytes.charAt(at + 3) & 0xFF) << 24;
    }
}

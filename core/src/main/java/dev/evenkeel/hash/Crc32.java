package dev.evenkeel.hash;

/// The checksum of Ethernet, gzip and PNG (reflected polynomial EDB88320).
public final class Crc32 implements HashFunction {
    private static final int[] TABLE = table();

    @Override
    public int of(String bytes) {
        int hash = -1;
        for (int i = 0; i < bytes.length(); i++) {
            hash = next(hash, bytes.charAt(i));
        }
        return ~hash;
    }

    /// One byte more. A checksum starts with -1 and ends with the complement of what came out.
    public static int next(int hash, int value) {
        return (hash >>> 8) ^ TABLE[(hash ^ value) & 0xFF];
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int rest = i;
            for (int bit = 0; bit < 8; bit++) {
                rest = (rest & 1) == 0 ? rest >>> 1 : (rest >>> 1) ^ 0xEDB88320;
            }
            table[i] = rest;
        }
        return table;
    }
}

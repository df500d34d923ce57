package dev.evenkeel.language;

import java.util.Arrays;

/// A set of bytes.
public final class ByteSet {
    public static final ByteSet ALL = range(0, 255);

    private final long[] bits;

    private ByteSet(long[] bits) {
        this.bits = bits;
    }

    public static ByteSet of(int one) {
        return range(one, one);
    }

    public static ByteSet range(int first, int last) {
        var bits = new long[4];
        for (int i = first; i <= last; i++) {
            bits[i >> 6] |= 1L << (i & 63);
        }
        return new ByteSet(bits);
    }

    public static ByteSet of(String several) {
        var bits = new long[4];
        for (int i = 0; i < several.length(); i++) {
            int c = several.charAt(i);
            bits[c >> 6] |= 1L << (c & 63);
        }
        return new ByteSet(bits);
    }

    public boolean has(int one) {
        return (bits[one >> 6] >>> (one & 63) & 1) != 0;
    }

    public ByteSet or(ByteSet other) {
        var or = bits.clone();
        for (int i = 0; i < 4; i++) {
            or[i] |= other.bits[i];
        }
        return new ByteSet(or);
    }

    public ByteSet not() {
        var not = new long[4];
        for (int i = 0; i < 4; i++) {
            not[i] = ~bits[i];
        }
        return new ByteSet(not);
    }

    /// With the other case of every ASCII letter.
    public ByteSet inAnyCase() {
        var any = bits.clone();
        for (int c = 'a'; c <= 'z'; c++) {
            int upper = c - 32;
            if (has(c) || has(upper)) {
                any[c >> 6] |= 1L << (c & 63);
                any[upper >> 6] |= 1L << (upper & 63);
            }
        }
        return new ByteSet(any);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteSet that && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}

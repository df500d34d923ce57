package dev.evenkeel.hash;

/// A full avalanche of 32 bits: every bit of what goes in changes about half of what comes out. By
/// Robert Jenkins, closed with a multiplication as HAProxy does.
public final class Avalanche {
    private Avalanche() {}

    public static int of(int value) {
        int a = value;
        a = (a + 0x7ED55D16) + (a << 12);
        a = (a ^ 0xC761C23C) ^ (a >>> 19);
        a = (a + 0x165667B1) + (a << 5);
        a = (a + 0xD3A2646C) ^ (a << 9);
        a = (a + 0xFD7046C5) + (a << 3);
        a = (a ^ 0xB55A4F09) ^ (a >>> 16);
        return a * 0xC0000001;
    }
}

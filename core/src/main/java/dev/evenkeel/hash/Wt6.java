package dev.evenkeel.hash;

/// HAProxy's own hash `wt6`: two words that are rotated by steps taken from themselves.
public final class Wt6 implements HashFunction {
    @Override
    public int of(String bytes) {
        int left = 0xA53C965A;
        int right = 0x5CA6953A;
        int leftStep = 6;
        int rightStep = 18;
        for (int i = 0; i < bytes.length(); i++) {
            int value = bytes.charAt(i) & 0xFF;
            int oldLeft = ~(left ^ value);
            int oldRight = ~(right + value);
            left = Integer.rotateLeft(oldRight, leftStep);
            right = Integer.rotateLeft(oldLeft, rightStep);
            int steps = ((left >>> 16) ^ right) & 0xFFFF;
            leftStep = steps & 31;
            rightStep = steps >>> 11;
        }
        return left ^ right;
    }
}

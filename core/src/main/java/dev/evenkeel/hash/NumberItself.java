package dev.evenkeel.hash;

/// No hash: the decimal number that the text begins with, of which the low 32 bits count. A number
/// that does not fit into 64 bits with a sign is the nearest that does; no digit is 0.
public final class NumberItself implements HashFunction {
    @Override
    public int of(String bytes) {
        boolean negative = bytes.startsWith("-");
        long number = 0;
        for (int i = negative || bytes.startsWith("+") ? 1 : 0; i < bytes.length(); i++) {
            int digit = bytes.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (number > (Long.MAX_VALUE - digit) / 10) {
                return negative ? (int) Long.MIN_VALUE : (int) Long.MAX_VALUE;
            }
            number = number * 10 + digit;
        }
        return (int) (negative ? -number : number);
    }
}

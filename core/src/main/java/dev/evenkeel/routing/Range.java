package dev.evenkeel.routing;

import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/// Whole numbers from `low` to `high`, both included; `null` is no bound.
record Range(@Nullable BigInteger low, @Nullable BigInteger high) {
    /// Addresses of version 6 follow those of version 4.
    private static final BigInteger VERSION_6 = BigInteger.ONE.shiftLeft(32);

    /// The last of all addresses of both versions.
    static final BigInteger ADDRESS_LAST =
            VERSION_6.add(BigInteger.ONE.shiftLeft(128)).subtract(BigInteger.ONE);

    static Range of(long low, long high) {
        return new Range(BigInteger.valueOf(low), BigInteger.valueOf(high));
    }

    /// What `Integers.inRange` takes; `null` for a range that holds nothing.
    static @Nullable Range parse(String text) {
        int blank = text.indexOf(' ');
        if (blank > 0) {
            Long other = Integers.parse(text.substring(blank + 1).strip());
            return other == null ? null : compared(text.substring(0, blank), other);
        }
        int mark = 0;
        while (mark < text.length() && text.charAt(mark) != ':' && text.charAt(mark) != '-') {
            mark++;
        }
        Long low = Integers.parse(text.substring(0, mark));
        if (mark == text.length()) {
            return low == null ? null : of(low, low);
        }
        Long high = Integers.parse(text.substring(mark + 1));
        return new Range(bound(low), bound(high));
    }

    private static @Nullable BigInteger bound(@Nullable Long number) {
        return number == null ? null : BigInteger.valueOf(number);
    }

    private static @Nullable Range compared(String operator, long other) {
        BigInteger at = BigInteger.valueOf(other);
        return switch (operator) {
            case "eq" -> new Range(at, at);
            case "ge" -> new Range(at, null);
            case "gt" -> new Range(at.add(BigInteger.ONE), null);
            case "le" -> new Range(null, at);
            case "lt" -> new Range(null, at.subtract(BigInteger.ONE));
            default -> null;
        };
    }

    /// The addresses of a network, as numbers; `null` when the text is none.
    static @Nullable Range network(String text) {
        Network network = Network.of(text);
        if (network == null) {
            return null;
        }
        byte[] address = network.address();
        int free = 8 * address.length - network.bits();
        BigInteger low = new BigInteger(1, address).shiftRight(free).shiftLeft(free);
        BigInteger high = low.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE);
        BigInteger base = address.length == 4 ? BigInteger.ZERO : VERSION_6;
        return new Range(base.add(low), base.add(high));
    }

    /// The number of an address, or a number as written; `null` for what is neither.
    static @Nullable BigInteger number(Coordinate coordinate, String value) {
        return switch (coordinate.kind()) {
            case SOURCE, DESTINATION -> {
                Range one = network(value);
                yield one == null ? null : one.low();
            }
            default -> {
                Long number = Integers.parse(value);
                yield number == null ? null : BigInteger.valueOf(number);
            }
        };
    }

    /// The address that a number stands for.
    static String address(BigInteger number) {
        boolean version4 = number.compareTo(VERSION_6) < 0;
        byte[] raw = (version4 ? number : number.subtract(VERSION_6)).toByteArray();
        var bytes = new byte[version4 ? 4 : 16];
        for (int i = 0; i < Math.min(raw.length, bytes.length); i++) {
            bytes[bytes.length - 1 - i] = raw[raw.length - 1 - i];
        }
        return IpAddress.text(bytes);
    }
}

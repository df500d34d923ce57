package dev.evenkeel.routing;

import dev.evenkeel.hash.Avalanche;
import dev.evenkeel.hash.HashFunction;
import dev.evenkeel.hash.HashFunctions;
import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Functions of bytes. Source: HAProxy, `src/sample.c`.
final class BinaryFunctions {
    private BinaryFunctions() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// From an offset, and of a length if one is given; a variable may stand for either.
    static @Nullable String part(String text, List<String> arguments, RequestState state) {
        Long offset = number(arguments, 0, state);
        Long whole = Long.MAX_VALUE;
        Long length = arguments.size() > 1 ? number(arguments, 1, state) : whole;
        if (offset == null || length == null || offset < 0) {
            return null;
        }
        int start = (int) Math.min(offset, text.length());
        int end = (int) (length >= text.length() - start ? text.length() : start + length);
        return text.substring(start, Math.max(start, end));
    }

    private static @Nullable Long number(List<String> arguments, int index, RequestState state) {
        String argument = Function.argument(arguments, index);
        Long number = Integers.parse(argument);
        String value = number == null ? state.variable(argument) : null;
        return value == null ? number : Integers.leading(value);
    }

    static @Nullable String unhex(String text) {
        if (text.length() % 2 != 0) {
            return null;
        }
        var bytes = new StringBuilder(text.length() / 2);
        for (int i = 0; i < text.length(); i += 2) {
            int high = Character.digit(text.charAt(i), 16);
            int low = Character.digit(text.charAt(i + 1), 16);
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.append((char) (16 * high + low));
        }
        return bytes.toString();
    }

    static String base64(String text, boolean url) {
        Base64.Encoder encoder =
                url ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
        return text(encoder.encode(bytes(text)));
    }

    static @Nullable String unbase64(String text, boolean url) {
        try {
            return text((url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(bytes(text)));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    static String hashed(String name, String text, boolean avalanche) {
        HashFunction function = HashFunctions.named(name);
        if (function == null) {
            throw new IllegalStateException("no hash function: " + name);
        }
        int hash = function.of(text);
        return String.valueOf(Integer.toUnsignedLong(avalanche ? Avalanche.of(hash) : hash));
    }

    /// Unknown where the JDK has no such digest.
    static String digest(String name, String text) {
        String usual = name.toUpperCase(Locale.ROOT);
        String algorithm =
                usual.startsWith("SHA") && !usual.contains("-")
                        ? "SHA-" + usual.substring(3)
                        : usual;
        try {
            return text(MessageDigest.getInstance(algorithm).digest(bytes(text)));
        } catch (NoSuchAlgorithmException _) {
            return RequestState.UNKNOWN;
        }
    }

    static @Nullable String address(String text) {
        byte[] address = IpAddress.parse(text);
        return address == null ? null : Bytes.of(address);
    }

    static @Nullable String addressNumber(String text) {
        byte[] address = IpAddress.parse(text);
        if (address == null) {
            return null;
        }
        int number = 0;
        for (int i = 0; i < address.length; i += 4) {
            int word = 0;
            for (int j = i; j < i + 4; j++) {
                word = (word << 8) | (address[j] & 0xFF);
            }
            number ^= word;
        }
        return String.valueOf(Integer.toUnsignedLong(number));
    }

    /// Three bytes of an IPv4 address, all sixteen of another.
    static @Nullable String threeBytes(String text) {
        byte[] address = IpAddress.parse(text);
        return address == null
                ? "\0\0\0"
                : Bytes.of(address).substring(0, address.length == 4 ? 3 : 16);
    }

    /// The first argument masks IPv4 addresses, the second IPv6 addresses.
    static @Nullable String masked(String text, List<String> arguments) {
        byte[] address = IpAddress.parse(text);
        if (address == null) {
            return null;
        }
        String written = Function.argument(arguments, address.length == 4 ? 0 : 1);
        Network mask = written.isEmpty() ? null : Network.of(text + "/" + written);
        if (mask == null) {
            return null;
        }
        for (int i = 0; i < address.length; i++) {
            int bits = Math.clamp(mask.bits() - 8L * i, 0, 8);
            address[i] &= (byte) (0xFF << (8 - bits));
        }
        return IpAddress.text(address);
    }
}

package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Address;

/// Addresses as they are written.
final class HaproxyAddresses {
    private HaproxyAddresses() {}

    /// Four numbers from 0 to 255, separated by dots.
    static boolean isIpv4(String text) {
        return octets(text) == 4;
    }

    /// How many numbers from 0 to 255 a text is made of, separated by dots; 0 when it is made of
    /// anything else or of more than four.
    private static int octets(String text) {
        int octets = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = 10 * value + c - '0';
                if (++digits > 3 || value > 255) {
                    return 0;
                }
            } else if (c == '.' && digits > 0) {
                octets++;
                digits = 0;
                value = 0;
            } else {
                return 0;
            }
        }
        return digits == 0 || octets > 3 ? 0 : octets + 1;
    }

    /// Up to eight groups of hexadecimal digits, `::` for a run of zeros, the last two groups
    /// perhaps as an IPv4 address. Source: RFC 4291, 2.2.
    static boolean isIpv6(String text) {
        int groups = 0;
        boolean shortened = false;
        int at = 0;
        if (text.startsWith("::")) {
            shortened = true;
            at = 2;
        }
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '.') {
                groups += 2;
                return isIpv4(text.substring(at)) && (groups == 8 || (shortened && groups < 8));
            }
            if (end == at || end - at > 4) {
                return false;
            }
            groups++;
            if (end == text.length()) {
                return groups == 8 || (shortened && groups < 8);
            }
            if (text.charAt(end) != ':' || end + 1 == text.length()) {
                return false;
            }
            at = end + 1;
            if (text.charAt(at) == ':') {
                if (shortened) {
                    return false;
                }
                shortened = true;
                at++;
            }
        }
        return shortened && groups < 8;
    }

    /// An address or a network: `A`, `A/BITS` or, for IPv4, `A/MASK`. An IPv4 address may lack its
    /// last parts (`10.0/8`).
    static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        String mask = slash < 0 ? "" : text.substring(slash + 1);
        if (address.indexOf(':') >= 0) {
            return isIpv6(address)
                    && (slash < 0 || HaproxyArguments.isWithin(mask, 128) || isIpv6(mask));
        }
        return octets(address) > 0
                && (slash < 0 || HaproxyArguments.isWithin(mask, 32) || isIpv4(mask));
    }

    /// What kind of host a text is.
    static Address.Kind kind(String host) {
        if (host.startsWith("/")) {
            return Address.Kind.UNIX;
        }
        if (isIpv4(host)) {
            return Address.Kind.IPV4;
        }
        if (host.indexOf(':') >= 0 && isIpv6(host)) {
            return Address.Kind.IPV6;
        }
        return Address.Kind.NAME;
    }
}

package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Address;

/// Addresses as they are written.
final class HaproxyAddresses {
    private HaproxyAddresses() {}

    /// Four numbers from 0 to 255, separated by dots.
    static boolean isIpv4(String text) {
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int end = HaproxyArguments.digits(text, at);
            if (end == at || end - at > 3 || Integer.parseInt(text.substring(at, end)) > 255) {
                return false;
            }
            boolean last = part == 3;
            if (last ? end != text.length() : end == text.length() || text.charAt(end) != '.') {
                return false;
            }
            at = end + 1;
        }
        return true;
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
        return isShortIpv4(address)
                && (slash < 0 || HaproxyArguments.isWithin(mask, 32) || isIpv4(mask));
    }

    private static boolean isShortIpv4(String text) {
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int end = HaproxyArguments.digits(text, at);
            if (end == at || end - at > 3 || Integer.parseInt(text.substring(at, end)) > 255) {
                return false;
            }
            if (end == text.length()) {
                return true;
            }
            if (text.charAt(end) != '.') {
                return false;
            }
            at = end + 1;
        }
        return false;
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

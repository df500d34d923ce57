package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Address;

/// Addresses as nginx writes them: `host`, `host:port`, `[v6]:port`, `unix:path`.
final class NginxAddress {
    private NginxAddress() {}

    /// The address of a server; `portStandard` when none is written.
    static Address parse(String text, int portStandard) {
        if (text.startsWith("unix:")) {
            String path = text.substring(5);
            int colon = path.indexOf(':');
            String file = colon < 0 ? path : path.substring(0, colon);
            return new Address(text, file, 0, Address.Kind.UNIX);
        }
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            String host = close < 0 ? text.substring(1) : text.substring(1, close);
            int port = close + 2 <= text.length() ? port(text.substring(close + 1)) : portStandard;
            return new Address(text, host, port, Address.Kind.IPV6);
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? portStandard : port(text.substring(colon));
        if (host.isEmpty()) {
            return new Address(text, host, port, Address.Kind.UNKNOWN);
        }
        return new Address(text, host, port, kind(host));
    }

    private static int port(String withColon) {
        return Math.max(0, NginxNumber.parse(withColon.substring(1)));
    }

    private static Address.Kind kind(String host) {
        if (host.indexOf('$') >= 0) {
            return Address.Kind.UNKNOWN;
        }
        return isIpv4(host) ? Address.Kind.IPV4 : Address.Kind.NAME;
    }

    static boolean isIpv4(String host) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
            } else {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}

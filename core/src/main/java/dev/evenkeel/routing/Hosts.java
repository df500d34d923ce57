package dev.evenkeel.routing;

import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

/// The host that a request asks for.
final class Hosts {
    private Hosts() {}

    /// In lower case, without port and without a dot at its end; the authority of an absolute
    /// target counts before the `Host` line. `null` when the request names none.
    static @Nullable String normalised(String uri, @Nullable String line) {
        String authority = Targets.authority(uri);
        String host = authority == null ? line : authority;
        if (host == null || host.isEmpty()) {
            return null;
        }
        int end = host.length();
        int from = host.startsWith("[") ? host.indexOf(']') : 0;
        int colon = from < 0 ? -1 : host.indexOf(':', from);
        if (colon >= 0) {
            end = colon;
        }
        if (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        return end == 0 ? null : Bytes.lower(host.substring(0, end));
    }

    /// With which status a computed address is answered instead: 500 when it names no host or its
    /// port is no number of one, 502 when it is a name though only `literal` addresses are taken; 0
    /// when it is an address.
    static int fault(String text, boolean literal) {
        if (text.startsWith("unix:")) {
            return 0;
        }
        int colon = text.indexOf(':', text.startsWith("[") ? Math.max(text.indexOf(']'), 0) : 0);
        if (colon >= 0) {
            Long port = Integers.parse(text.substring(colon + 1));
            if (port == null || port < 1 || port >= 1 << 16) {
                return 500;
            }
        }
        String host = colon < 0 ? text : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        return bare.isEmpty() ? 500 : literal && IpAddress.parse(bare) == null ? 502 : 0;
    }

    /// Whether a text may stand in a `Host` line: a name or address, maybe with a port. The lenient
    /// way only blanks, control characters, slashes and two dots in a row are refused, the strict
    /// way everything that RFC 3986 does not let a host hold.
    static boolean isProper(String host, boolean strict) {
        boolean literal = host.startsWith("[");
        int end = literal ? host.indexOf(']') + 1 : host.indexOf(':');
        if (end < 0 || (end == 0 && literal && !strict)) {
            end = host.length();
        }
        boolean proper = strict ? isStrict(host, end, literal) : isLenient(host);
        boolean nothing = end == 0 || (end == 1 && host.charAt(0) == '.');
        return proper && !nothing;
    }

    private static boolean isLenient(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == 0x7F || c == '/' || isSecondDot(host, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStrict(String host, int end, boolean literal) {
        for (int i = literal ? 1 : 0; i < (literal ? end - 1 : end); i++) {
            char c = host.charAt(i);
            boolean mark = "-._~!$&'()*+,;=".indexOf(c) >= 0 || c == (literal ? ':' : '%');
            if (!(mark || isLetterOrDigit(c)) || isSecondDot(host, i)) {
                return false;
            }
        }
        for (int i = end + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return end == host.length() || host.charAt(end) == ':';
    }

    private static boolean isSecondDot(String host, int at) {
        return at > 0 && host.charAt(at) == '.' && host.charAt(at - 1) == '.';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}

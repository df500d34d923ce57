package dev.evenkeel.routing;

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
        return end == 0 ? null : RequestState.lower(host.substring(0, end));
    }

    /// Whether a computed text may be an address: it names a host, and if there is a port a number
    /// of one.
    static boolean isAddress(String text) {
        if (text.startsWith("unix:")) {
            return true;
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.indexOf(']') > colon) {
            return !text.isEmpty();
        }
        Long port = Integers.parse(text.substring(colon + 1));
        return colon > 0 && port != null && port > 0 && port < 1 << 16;
    }
}

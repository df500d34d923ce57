package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

/// The parts of a request target, as received: `/path?query`, or with scheme and authority before
/// it.
final class Targets {
    private Targets() {}

    /// Where path and query begin: behind scheme and authority, if there are any. There are none in
    /// `*`, nor in what is an authority alone.
    private static int pathStart(String uri) {
        if (uri.startsWith("/")) {
            return 0;
        }
        int authority = authorityStart(uri);
        return authority < 0 ? uri.length() : authorityEnd(uri, authority);
    }

    /// Whether a query follows the authority at once.
    static boolean isPathless(String uri) {
        int start = pathStart(uri);
        return start > 0 && start < uri.length() && uri.charAt(start) == '?';
    }

    /// Behind the scheme of an absolute target; -1 when it has none.
    private static int authorityStart(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !other)) {
                return i > 0 && uri.startsWith("://", i) ? i + 3 : -1;
            }
        }
        return -1;
    }

    private static int authorityEnd(String uri, int from) {
        for (int i = from; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return uri.length();
    }

    /// The authority of an absolute target, or of a target that begins with one; `null` when it has
    /// none.
    static @Nullable String authority(String uri) {
        if (uri.isEmpty() || uri.charAt(0) == '/' || uri.charAt(0) == '*') {
            return null;
        }
        int start = Math.max(authorityStart(uri), 0);
        return uri.substring(start, authorityEnd(uri, start));
    }

    /// What the `Host` lines become when a rule sets the target; `null` when they stay. Releases of
    /// HAProxy before August 2026 look for a slash only, and so take a query along where no path
    /// stands before it.
    static @Nullable String followingHost(String uri) {
        if (authority(uri) == null) {
            return null;
        }
        int start = Math.max(authorityStart(uri), 0);
        int slash = uri.indexOf('/', start);
        String named = slash < 0 ? uri.substring(start) : uri.substring(start, slash);
        return named.substring(named.indexOf('@') + 1);
    }

    /// Nobody knows where the path of a target begins whose beginning is not known.
    private static boolean isUnknown(String uri) {
        int at = uri.indexOf(RequestState.UNKNOWN_CHAR);
        return at >= 0 && at <= pathStart(uri);
    }

    static @Nullable String path(String uri) {
        if (isUnknown(uri)) {
            return RequestState.UNKNOWN;
        }
        int start = pathStart(uri);
        if (start == uri.length()) {
            return null;
        }
        int mark = uri.indexOf('?', start);
        return mark < 0 ? uri.substring(start) : uri.substring(start, mark);
    }

    static @Nullable String pathAndQuery(String uri) {
        if (isUnknown(uri)) {
            return RequestState.UNKNOWN;
        }
        int start = pathStart(uri);
        return start == uri.length() ? null : uri.substring(start);
    }

    static @Nullable String query(String uri) {
        int mark = uri.indexOf('?');
        int unknown = uri.indexOf(RequestState.UNKNOWN_CHAR);
        if (unknown >= 0 && (mark < 0 || unknown < mark)) {
            return RequestState.UNKNOWN;
        }
        return mark < 0 ? null : uri.substring(mark + 1);
    }

    /// A target without a path is replaced as a whole.
    static String withPath(String uri, String path) {
        int start = replacedStart(uri);
        int mark = uri.indexOf('?', start);
        return uri.substring(0, start) + path + (mark < 0 ? "" : uri.substring(mark));
    }

    static String withPathAndQuery(String uri, String pathAndQuery) {
        return uri.substring(0, replacedStart(uri)) + pathAndQuery;
    }

    private static int replacedStart(String uri) {
        int start = pathStart(uri);
        return start == uri.length() || uri.charAt(start) == '?' ? 0 : start;
    }

    static String withQuery(String uri, String query) {
        int mark = uri.indexOf('?');
        String before = mark < 0 ? uri : uri.substring(0, mark);
        return query.isEmpty() ? before : before + "?" + query;
    }

    /// Whether the authority of a target is the host that a `Host` line names, apart from its case
    /// and from a port that the scheme has anyway and that only one of the two says. One that is
    /// empty is no host's, unless `noneIsAny`.
    static boolean isSameAuthority(String uri, String host, boolean noneIsAny) {
        String authority = authority(uri);
        if (authority == null) {
            return false;
        }
        String named = authority.substring(authority.indexOf('@') + 1);
        if (named.equalsIgnoreCase(host) || (named.isEmpty() && noneIsAny)) {
            return true;
        }
        int port = portStart(named);
        int hostPort = portStart(host);
        boolean usual =
                isUsualPort(uri, named.substring(port))
                        && isUsualPort(uri, host.substring(hostPort));
        return usual && named.substring(0, port).equalsIgnoreCase(host.substring(0, hostPort));
    }

    /// Where the port begins, with its colon; the end when there is none.
    private static int portStart(String host) {
        int start = host.length();
        while (start > 0 && host.charAt(start - 1) >= '0' && host.charAt(start - 1) <= '9') {
            start--;
        }
        return start > 0 && host.charAt(start - 1) == ':' ? start - 1 : host.length();
    }

    private static boolean isUsualPort(String uri, String port) {
        return switch (port) {
            case "", ":" -> true;
            case ":80" -> uri.regionMatches(true, 0, "http://", 0, 7);
            case ":443" -> uri.regionMatches(true, 0, "https://", 0, 8);
            default -> false;
        };
    }

    /// The value of the first parameter of a name; a name without `=` has none.
    static @Nullable String parameter(@Nullable String query, String name, boolean anyCase) {
        if (query == null) {
            return null;
        }
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            if (isNamed(query, start, end, name, anyCase)) {
                return query.substring(start + name.length() + 1, end);
            }
            start = end + 1;
        }
        return null;
    }

    static boolean isNamed(String query, int start, int end, String name, boolean anyCase) {
        int equals = start + name.length();
        return equals < end
                && query.charAt(equals) == '='
                && query.regionMatches(anyCase, start, name, 0, name.length());
    }
}

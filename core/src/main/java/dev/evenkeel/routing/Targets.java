package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

/// The parts of a request target, as received: `/path?query`, or with scheme and authority before
/// it.
final class Targets {
    private Targets() {}

    /// Where path and query begin: behind scheme and authority, if there are any.
    private static int pathStart(String uri) {
        if (uri.startsWith("/")) {
            return 0;
        }
        int scheme = uri.indexOf("://");
        if (scheme <= 0) {
            return uri.equals("*") ? uri.length() : 0;
        }
        for (int i = scheme + 3; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return uri.length();
    }

    /// The authority of an absolute target; `null` when it has none.
    static @Nullable String authority(String uri) {
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        return scheme <= 0 ? null : uri.substring(scheme + 3, pathStart(uri));
    }

    static @Nullable String path(String uri) {
        int start = pathStart(uri);
        if (start == uri.length()) {
            return null;
        }
        int mark = uri.indexOf('?', start);
        return mark < 0 ? uri.substring(start) : uri.substring(start, mark);
    }

    static @Nullable String pathAndQuery(String uri) {
        int start = pathStart(uri);
        return start == uri.length() ? null : uri.substring(start);
    }

    static @Nullable String query(String uri) {
        int mark = uri.indexOf('?');
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
        return start == uri.length() ? 0 : start;
    }

    static String withQuery(String uri, String query) {
        int mark = uri.indexOf('?');
        String before = mark < 0 ? uri : uri.substring(0, mark);
        return query.isEmpty() ? before : before + "?" + query;
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

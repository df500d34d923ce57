package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

/// Paths percent-decoded and normalised: `.` and `..` resolved, several slashes made one or left as
/// they are. Source: nginx, `ngx_http_parse_complex_uri`.
final class NormalPaths {
    private NormalPaths() {}

    /// The path of a target; `null` when it leads above the root, holds what cannot be decoded, or
    /// does not begin with a slash.
    static @Nullable String of(String target) {
        String path = Targets.path(target);
        if (path == null || path.isEmpty()) {
            return Targets.authority(target) == null ? null : "/";
        }
        if (!path.startsWith("/")) {
            return null;
        }
        return isNormal(path) ? path : resolved(path, true);
    }

    /// The same with every slash left as it is.
    static @Nullable String unmerged(String path) {
        return path.startsWith("/") ? resolved(path, false) : null;
    }

    private static boolean isNormal(String path) {
        char before = ' ';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == '#' || (before == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static @Nullable String resolved(String path, boolean merging) {
        var text = new StringBuilder(path.length());
        int i = 0;
        while (i <= path.length()) {
            char c = i == path.length() ? 0 : path.charAt(i);
            boolean end = i == path.length() || c == '#';
            int step = 1;
            boolean literal = false;
            if (!end && c == '%') {
                int code = Percent.code(path, i);
                if (code <= 0) {
                    return null;
                }
                c = (char) code;
                step = 3;
                literal = c == '%' || c == '?' || c == '#';
            }
            if (end || (c == '/' && !literal)) {
                int before = text.length();
                if (!closeSegment(text)) {
                    return null;
                }
                if (end) {
                    return text.toString();
                }
                boolean closed = text.length() < before;
                boolean slashed = before > 0 && text.charAt(text.length() - 1) == '/';
                if (!closed && !(merging && slashed)) {
                    text.append('/');
                }
            } else {
                text.append(c);
            }
            i += step;
        }
        return text.toString();
    }

    /// Takes `.` and `..` off the end; false when that leads above the root.
    private static boolean closeSegment(StringBuilder text) {
        int slash = text.lastIndexOf("/");
        int length = text.length() - slash - 1;
        if (length == 1 && text.charAt(slash + 1) == '.') {
            text.setLength(slash + 1);
        } else if (length == 2 && text.charAt(slash + 1) == '.' && text.charAt(slash + 2) == '.') {
            if (slash <= 0) {
                return false;
            }
            int parent = text.lastIndexOf("/", slash - 1);
            text.setLength(parent + 1);
        }
        return true;
    }
}

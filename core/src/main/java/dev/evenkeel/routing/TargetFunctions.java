package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Functions of targets and their parts. Sources: HAProxy, `src/http_conv.c`, `src/tools.c` and
/// `src/backend.c`; nginx, `ngx_escape_uri` and `ngx_unescape_uri` of `src/core/ngx_string.c`.
final class TargetFunctions {
    private TargetFunctions() {}

    /// `null` when an escape is broken. `+` is a blank in a form, and behind the first `?`.
    static @Nullable String decoded(String text, boolean inForm) {
        boolean form = inForm;
        var decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int code = Percent.code(text, i);
                if (code < 0) {
                    return null;
                }
                decoded.append((char) code);
                i += 2;
                continue;
            }
            form |= c == '?';
            decoded.append(c == '+' && form ? ' ' : c);
        }
        return decoded.toString();
    }

    /// The text when its target and the host behind a blank name the same; else nothing.
    static @Nullable String sameAuthority(String text, boolean noneIsAny) {
        int blank = text.lastIndexOf(' ');
        String uri = text.substring(0, blank);
        return Targets.isSameAuthority(uri, text.substring(blank + 1), noneIsAny) ? text : null;
    }

    /// Everything but letters, digits and `-._~`.
    static String encoded(String text) {
        var encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c < 0x80 && Character.digit(c, 36) >= 0;
            if (plain || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                Percent.append(encoded, c);
            }
        }
        return encoded.toString();
    }

    /// Cut as pairs of arguments say: at most `len` bytes, `depth` directories (`/a/b` are two),
    /// and only what stands `before` a mark.
    static String beginning(String text, List<String> arguments) {
        int length = text.length();
        int depth = 0;
        String mark = "";
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            switch (arguments.get(i)) {
                case "len" -> {
                    int most = Function.number(arguments, i + 1, 0);
                    length = most > 0 ? Math.min(length, most) : length;
                }
                case "depth" -> depth = Function.number(arguments, i + 1, 0);
                default -> mark = arguments.get(i + 1);
            }
        }
        int slashes = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '/' && depth > 0 && ++slashes > depth) {
                return text.substring(0, i);
            }
            if (!mark.isEmpty() && c == mark.charAt(0)) {
                return text.substring(0, i);
            }
        }
        return text.substring(0, length);
    }

    static @Nullable String behind(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? null : text.substring(at + mark.length());
    }

    /// A location and a query that were joined by `?`: no mark at the end, and only one.
    static String oneMark(String text) {
        int last = text.lastIndexOf('?');
        if (last == text.length() - 1) {
            return text.substring(0, Math.max(last, 0));
        }
        int first = text.indexOf('?');
        return first == last ? text : text.substring(0, last) + "&" + text.substring(last + 1);
    }

    /// As nginx writes a path anew for a server: only when it was received with escapes, or was
    /// changed on the way.
    static String escapedPath(String path, RequestState state) {
        return state.pathNeedsEscapes() ? escaped(path, " #%?") : path;
    }

    static String escapedArgument(String text) {
        return escaped(text, " #%&+;?");
    }

    private static String escaped(String text, String marks) {
        var escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean forbidden = c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0;
            if (forbidden || marks.indexOf(c) >= 0) {
                Percent.append(escaped, c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// Escapes of printable characters undone up to the query, but for `%25` and escapes that would
    /// change what the rest means.
    static String unescapedRedirect(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '?') {
                return plain.append(text, i, text.length()).toString();
            }
            int code = c == '%' ? Percent.code(text, i) : -1;
            if (code > '%' && code < 0x7F) {
                plain.append((char) code);
                i += 2;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /// Of a whole URL (`http://host:port/path`) the host and port; a text without scheme is one.
    static String authority(String url) {
        int start = url.indexOf("://");
        int from = start < 0 ? 0 : start + 3;
        for (int i = from; i < url.length(); i++) {
            if (url.charAt(i) == '/' || url.charAt(i) == '?') {
                return url.substring(from, i);
            }
        }
        return url.substring(from);
    }

    /// Of a whole URL what stands behind host and port.
    static String target(String url) {
        int start = url.indexOf("://");
        for (int i = start < 0 ? 0 : start + 3; i < url.length(); i++) {
            if (url.charAt(i) == '/' || url.charAt(i) == '?') {
                String rest = url.substring(i);
                return rest.startsWith("?") ? "/" + rest : rest;
            }
        }
        return "";
    }
}

package dev.evenkeel.routing;

import java.util.ArrayList;
import java.util.List;

/// The spellings of one path and query that HAProxy's `normalize-uri` makes the same. Source:
/// HAProxy, `src/uri_normalizer.c`.
final class NormalUris {
    private NormalUris() {}

    /// `rule` is the kind of normalisation and a word behind it. A broken escape that a strict rule
    /// refuses makes the result unknown.
    static String of(String target, List<String> rule) {
        boolean more = rule.size() > 1;
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark);
        return switch (Function.argument(rule, 0)) {
            case "path-merge-slashes" -> merged(path) + query;
            case "path-strip-dot" -> withoutDots(path) + query;
            case "path-strip-dotdot" -> withoutWaysBack(path, more) + query;
            case "query-sort-by-name" -> path + sorted(query);
            case "percent-to-uppercase" -> escapes(target, false, more);
            case "percent-decode-unreserved" -> escapes(target, true, more);
            case "fragment-encode" -> target.replace("#", "%23");
            case "fragment-strip" -> target.substring(0, fragment(target));
            default -> RequestState.UNKNOWN;
        };
    }

    private static int fragment(String target) {
        int hash = target.indexOf('#');
        return hash < 0 ? target.length() : hash;
    }

    private static String merged(String path) {
        var merged = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/' || i == 0 || path.charAt(i - 1) != '/') {
                merged.append(c);
            }
        }
        return merged.toString();
    }

    private static String withoutDots(String path) {
        var left = new StringBuilder(path.length());
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash + 1;
            int length = (slash < 0 ? path.length() : slash) - start;
            if (length != 1 || path.charAt(start) != '.') {
                left.append(path, start, end);
            }
            start = end;
        }
        return left.toString();
    }

    /// From the end to the beginning, so that every way back is known before what it leads out of.
    /// Those that lead nowhere stay, unless `all` go.
    private static String withoutWaysBack(String path, boolean all) {
        var reversed = new StringBuilder(path.length());
        int at = path.length() - 1;
        int up = 0;
        if (path.endsWith("/..")) {
            up++;
            at -= 2;
        }
        while (at >= 0) {
            if (at >= 3 && path.startsWith("/../", at - 3)) {
                up++;
                at -= 3;
                continue;
            }
            int slash = path.lastIndexOf('/', at - 1);
            if (up == 0) {
                for (int i = at; i > slash; i--) {
                    reversed.append(path.charAt(i));
                }
            } else if (at > 0) {
                up--;
            }
            at = slash;
        }
        if (up > 0) {
            reversed.append('/').append("../".repeat(all ? 0 : up));
        }
        return reversed.reverse().toString();
    }

    /// By the bytes of the names, those of one name in their order.
    private static String sorted(String query) {
        if (query.isEmpty()) {
            return query;
        }
        var parameters = new ArrayList<String>();
        int start = 1;
        while (start < query.length()) {
            int end = query.indexOf('&', start);
            parameters.add(query.substring(start, end < 0 ? query.length() : end));
            start = end < 0 ? query.length() : end + 1;
        }
        parameters.sort((a, b) -> name(a).compareTo(name(b)));
        return "?" + String.join("&", parameters);
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }

    private static String escapes(String target, boolean decodes, boolean strict) {
        var made = new StringBuilder(target.length());
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            int code = c == '%' ? Percent.code(target, i) : -1;
            if (c == '%' && code < 0 && strict) {
                return RequestState.UNKNOWN;
            }
            if (code < 0) {
                made.append(c);
                continue;
            }
            String digits = target.substring(i + 1, i + 3);
            if (!decodes) {
                made.append('%').append(TextFunctions.upper(digits));
            } else if (isUnreserved(code)) {
                made.append((char) code);
            } else {
                made.append('%').append(digits);
            }
            i += 2;
        }
        return made.toString();
    }

    private static boolean isUnreserved(int code) {
        return (code < 0x80 && Character.digit(code, 36) >= 0) || "-._~".indexOf(code) >= 0;
    }
}

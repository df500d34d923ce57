package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Functions of texts. Source: HAProxy, `src/sample.c` and `src/http_conv.c`.
final class TextFunctions {
    private TextFunctions() {}

    static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /// Only ASCII letters.
    static String upper(String text) {
        var upper = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            upper.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
        }
        return upper.toString();
    }

    /// The n-th field between delimiters, empty ones counted; a third argument says how many fields
    /// are taken together (0: the rest).
    static @Nullable String field(String text, List<String> arguments) {
        int wanted = Function.number(arguments, 0, 0);
        String delimiters = arguments.get(1);
        int count = Function.number(arguments, 2, 1);
        if (wanted == 0) {
            return null;
        }
        return wanted < 0
                ? fieldFromEnd(text, wanted, delimiters, count)
                : fieldFromStart(text, wanted, delimiters, count);
    }

    private static @Nullable String fieldFromStart(
            String text, int wanted, String delimiters, int count) {
        int field = 1;
        int start = 0;
        int left = count;
        for (int i = 0; i < text.length(); i++) {
            if (delimiters.indexOf(text.charAt(i)) < 0) {
                continue;
            }
            if (field < wanted) {
                field++;
                start = i + 1;
            } else if (left == 1) {
                return text.substring(start, i);
            } else if (left > 1) {
                left--;
            }
        }
        return field == wanted ? text.substring(start) : null;
    }

    private static @Nullable String fieldFromEnd(
            String text, int wanted, String delimiters, int count) {
        int field = -1;
        int end = text.length();
        int left = count;
        for (int i = text.length() - 1; i >= 0; i--) {
            if (delimiters.indexOf(text.charAt(i)) < 0) {
                continue;
            }
            if (field > wanted) {
                field--;
                end = i;
            } else if (left == 1) {
                return text.substring(i + 1, end);
            } else if (left > 1) {
                left--;
            }
        }
        return field == wanted ? text.substring(0, end) : null;
    }

    /// The n-th word: as fields, but empty ones do not count.
    static @Nullable String word(String text, List<String> arguments) {
        int wanted = Function.number(arguments, 0, 0);
        if (wanted == 0) {
            return null;
        }
        String delimiters = arguments.get(1);
        int count = Function.number(arguments, 2, 1);
        return wanted > 0
                ? wordFromStart(text, wanted, delimiters, count)
                : reversed(wordFromStart(reversed(text), -wanted, delimiters, count));
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String wordFromStart(String text, int wanted, String delimiters, int count) {
        int word = 0;
        int start = 0;
        int left = count;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean delimiter = delimiters.indexOf(text.charAt(i)) >= 0;
            if (!inside && !delimiter) {
                inside = true;
                if (word != wanted) {
                    word++;
                    start = i;
                }
            } else if (inside && delimiter) {
                inside = false;
                if (word == wanted && left == 1) {
                    return text.substring(start, i);
                } else if (word == wanted && left > 1) {
                    left--;
                }
            }
        }
        return word == wanted ? text.substring(start) : "";
    }

    /// `regsub(regex,substitute[,flags])`; `null` never, but unknown where the regex is not
    /// understood.
    static String substituted(String text, List<String> arguments) {
        String flags = Function.argument(arguments, 2);
        Regex regex = Regex.of(arguments.getFirst(), flags.indexOf('i') >= 0);
        if (regex == null) {
            return RequestState.UNKNOWN;
        }
        var result = new StringBuilder(text.length());
        String rest = text;
        boolean first = true;
        try {
            while (first || flags.indexOf('g') >= 0) {
                java.util.regex.Matcher match = regex.matcher(rest);
                // Behind a match the rest is no beginning of a line.
                match.useAnchoringBounds(first);
                if (!match.find() || (!first && startsLine(arguments.getFirst()))) {
                    break;
                }
                result.append(rest, 0, match.start());
                result.append(Substitution.of(Function.argument(arguments, 1), match));
                if (match.end() == match.start()) {
                    if (match.end() >= rest.length()) {
                        return result.toString();
                    }
                    result.append(rest.charAt(match.end()));
                    rest = rest.substring(match.end() + 1);
                } else {
                    rest = rest.substring(match.end());
                }
                first = false;
            }
        } catch (Regex.TooLong | StackOverflowError _) {
            return RequestState.UNKNOWN;
        }
        return result.append(rest).toString();
    }

    private static boolean startsLine(String regex) {
        return regex.startsWith("^");
    }

    static String concatenated(String text, List<String> arguments, RequestState state) {
        String variable = Function.argument(arguments, 1);
        String value = variable.isEmpty() ? null : state.variable(variable);
        return text
                + Function.argument(arguments, 0)
                + (value == null ? "" : value)
                + Function.argument(arguments, 2);
    }

    static String withItem(String text, List<String> arguments, RequestState state) {
        String variable = Function.argument(arguments, 1);
        String value = variable.isEmpty() ? null : state.variable(variable);
        String added = (value == null ? "" : value) + Function.argument(arguments, 2);
        if (added.isEmpty()) {
            return text;
        }
        return text.isEmpty() ? added : text + arguments.getFirst() + added;
    }

    static String trimmed(String text, List<String> arguments, boolean left) {
        String characters = arguments.getFirst();
        int start = 0;
        int end = text.length();
        while (left && start < end && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (!left && end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    static String line(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\r' || text.charAt(i) == '\n') {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /// Without a port; an IPv6 address keeps its brackets.
    static String hostOnly(String text) {
        int colon = portColon(text);
        return colon < 0 ? text : text.substring(0, colon);
    }

    static String portOnly(String text) {
        int colon = portColon(text);
        Long port = colon < 0 ? null : Integers.leading(text.substring(colon + 1));
        return port == null ? "0" : String.valueOf(port);
    }

    private static int portColon(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == ':') {
                return i;
            }
            if (c < '0' || c > '9') {
                return -1;
            }
        }
        return -1;
    }

    static @Nullable String compared(String text, List<String> arguments, RequestState state) {
        String other = state.variable(arguments.getFirst());
        if (other == null) {
            return null;
        }
        if (RequestState.isUnknown(other)) {
            return RequestState.UNKNOWN;
        }
        int length = Math.min(text.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != other.charAt(i)) {
                return String.valueOf(text.charAt(i) - other.charAt(i));
            }
        }
        return String.valueOf(text.length() - other.length());
    }

    static String json(String text, List<String> arguments) {
        if (!Function.argument(arguments, 0).equals("ascii") && !isAscii(text)) {
            return RequestState.UNKNOWN;
        }
        var json = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\"\\/\b\f\r\n\t".indexOf(c);
            if (escape >= 0) {
                json.append('\\').append("\"\\/bfrnt".charAt(escape));
            } else if (c < ' ' || c > '~') {
                json.append("\\u00")
                        .append(Bytes.hex(String.valueOf(c)).toLowerCase(java.util.Locale.ROOT));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// HAProxy begins to look one byte behind the header: behind the last header that byte is not
    /// known. Source: `get_server_hh` of `src/backend.c`.
    ///
    /// What stands between the last two dots, or before the last; empty without a dot. The label
    /// before the last dot, which is never the first character. Without a dot the whole name.
    static String secondLevel(String host) {
        int end = host.lastIndexOf('.');
        if (end <= 0) {
            return host;
        }
        int start = end - 1;
        while (start > 0 && host.charAt(start - 1) != '.') {
            start--;
        }
        return host.substring(start, end);
    }
}

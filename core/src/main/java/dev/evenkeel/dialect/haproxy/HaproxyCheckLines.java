package dev.evenkeel.dialect.haproxy;

import org.jspecify.annotations.Nullable;

/// `http-check` and `tcp-check` lines: what HAProxy refuses in them, apart from patterns and
/// expressions.
final class HaproxyCheckLines {
    private static final String NO_BINARY = "an even number of hexadecimal digits must stand here";

    private final HaproxyProblems problems;
    private boolean tcpHasSteps;
    private boolean tcpConnects;
    private boolean httpHasSteps;
    private boolean httpConnects;

    HaproxyCheckLines(HaproxyProblems problems) {
        this.problems = problems;
    }

    void begin() {
        tcpHasSteps = false;
        tcpConnects = false;
        httpHasSteps = false;
        httpConnects = false;
    }

    void check(HaproxyLine line) {
        boolean http = line.is(0, "http-check");
        String fault =
                switch (line.word(1)) {
                    case "connect" -> connect(line, http);
                    case "send" -> http ? sendHttp(line) : send(line);
                    case "send-binary" -> isBinary(line.word(2)) ? send(line) : NO_BINARY;
                    case "send-lf", "send-binary-lf" -> send(line);
                    case "comment" -> line.size() < 3 ? "a text is missing" : null;
                    case "expect" -> expect(line);
                    default -> null;
                };
        step(line.word(1), http);
        if (fault != null) {
            problems.refused(line, 1, fault, "");
        }
    }

    private void step(String action, boolean http) {
        boolean counts =
                switch (action) {
                    case "send", "send-lf", "send-binary", "send-binary-lf", "expect" -> true;
                    default -> false;
                };
        boolean connects = action.equals("connect");
        if (http) {
            httpConnects |= connects;
            httpHasSteps |= counts && !action.equals("send") && !action.equals("expect");
        } else {
            tcpConnects |= connects;
            tcpHasSteps |= counts;
        }
    }

    private @Nullable String connect(HaproxyLine line, boolean http) {
        boolean late = http ? httpHasSteps && !httpConnects : tcpHasSteps && !tcpConnects;
        if (late) {
            return "a check with a 'connect' must begin with one";
        }
        int i = 2;
        while (i < line.size()) {
            String word = line.word(i);
            switch (word) {
                case "default", "send-proxy", "via-socks4", "linger", "ssl" -> i++;
                case "addr", "port", "proto", "comment", "sni", "alpn" -> {
                    if (line.size() == i + 1) {
                        return "a value for '" + word + "' is missing";
                    }
                    i += 2;
                }
                default -> {
                    return "'connect' has no parameter '" + HaproxyNames.shown(word) + "'";
                }
            }
        }
        return null;
    }

    private static @Nullable String send(HaproxyLine line) {
        if (line.size() > 3 && !line.is(3, "comment")) {
            return "only 'comment' may follow what is sent";
        }
        return line.size() == 4 ? "a text is missing" : null;
    }

    private static @Nullable String sendHttp(HaproxyLine line) {
        int i = 2;
        while (i < line.size()) {
            String word = line.word(i);
            switch (word) {
                case "meth", "uri", "uri-lf", "ver", "body", "body-lf", "comment" -> {
                    if (line.size() == i + 1) {
                        return "a value for '" + word + "' is missing";
                    }
                    i += 2;
                }
                case "hdr" -> {
                    if (line.size() < i + 3) {
                        return "'hdr' needs a name and a value";
                    }
                    i += 3;
                }
                default -> {
                    return "'send' has no parameter '" + HaproxyNames.shown(word) + "'";
                }
            }
        }
        return null;
    }

    private static boolean isBinary(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return text.length() % 2 == 0;
    }

    /// Whether a text is a list of status codes and of ranges of them.
    private static boolean isStatusList(String text) {
        long low = -1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (HaproxyNumbers.isDigit(c)) {
                continue;
            }
            long number = HaproxyNumbers.number(text.substring(start, i));
            if ((c != ',' && (c != '-' || low >= 0)) || i == start || number < low) {
                return false;
            }
            low = c == '-' ? number : -1;
            start = i + 1;
        }
        return true;
    }

    private @Nullable String expect(HaproxyLine line) {
        boolean hasPattern = false;
        int i = 2;
        while (i < line.size()) {
            if (line.is(i, "!")) {
                i++;
            }
            String word = line.word(i);
            String plain = word.startsWith("!") ? word.substring(1) : word;
            switch (plain) {
                case "min-recv",
                        "comment",
                        "on-success",
                        "on-error",
                        "ok-status",
                        "error-status",
                        "status-code",
                        "tout-status" -> {
                    if (line.size() == i + 1) {
                        return "a value for '" + word + "' is missing";
                    }
                    i += 2;
                }
                case "string",
                        "rstring",
                        "binary",
                        "rbinary",
                        "string-lf",
                        "binary-lf",
                        "status",
                        "rstatus" -> {
                    if (hasPattern) {
                        return "only one pattern may be given";
                    }
                    if (line.size() == i + 1) {
                        return "a pattern is missing";
                    }
                    if (plain.equals("status") && !isStatusList(line.word(i + 1))) {
                        return "a status, or a list of them such as 200,300-399, must follow";
                    }
                    hasPattern = true;
                    i += 2;
                }
                case "custom" -> {
                    hasPattern = true;
                    i++;
                }
                case "hdr", "fhdr" -> {
                    // What follows has a grammar of its own, which is not judged.
                    return null;
                }
                default -> {
                    return "'expect' knows no '" + HaproxyNames.shown(word) + "'";
                }
            }
        }
        return hasPattern ? null : "a pattern is missing";
    }
}

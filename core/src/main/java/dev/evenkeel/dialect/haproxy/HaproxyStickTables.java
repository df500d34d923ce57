package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

/// `stick-table` lines, and `table` in a peers section: what HAProxy refuses in them.
final class HaproxyStickTables {
    private static final int ARRAY_MAX = 100;

    private final HaproxyProblems problems;
    private final Version version;

    HaproxyStickTables(HaproxyProblems problems, Version version) {
        this.problems = problems;
        this.version = version;
    }

    /// Checks the arguments from an index on.
    void check(HaproxyLine line, int from) {
        boolean typed = false;
        boolean sized = false;
        int i = from;
        while (i < line.size()) {
            String word = line.word(i);
            String value = line.word(i + 1);
            int next = i + 2;
            String fault =
                    switch (word) {
                        case "type" -> typeFault(line, i + 1);
                        case "size" -> HaproxyNumbers.sizeFault(value);
                        case "expire" -> HaproxyNumbers.timeFault(value, false);
                        case "store" -> storeFault(value);
                        case "srvkey" -> HaproxyServerLines.oneOf(value, "name", "addr");
                        case "peers" ->
                                from > 1 || !value.isEmpty() ? null : "a peers section is missing";
                        case "nopurge" -> null;
                        case "write-to" -> version.atLeast(2, 9) ? null : unknown(word);
                        case "brates-factor" -> version.atLeast(3, 1) ? null : unknown(word);
                        case "recv-only" -> version.atLeast(3, 2) ? null : unknown(word);
                        default -> unknown(word);
                    };
            if (fault != null || (word.equals("peers") && from > 1)) {
                boolean atWord = !isKnown(word) || value.isEmpty();
                refuse(line, atWord ? i : i + 1, fault == null ? unknown(word) : fault);
                return;
            }
            switch (word) {
                case "type" -> {
                    typed = true;
                    boolean mayLength = value.equals("string") || value.equals("binary");
                    next = mayLength && line.is(i + 2, "len") ? i + 4 : i + 2;
                }
                case "size" -> sized = HaproxyNumbers.number(value) > 0;
                case "nopurge", "recv-only" -> next = i + 1;
                default -> {}
            }
            i = next;
        }
        if (!sized || !typed) {
            refuse(line, 0, "a table needs a " + (sized ? "type" : "size"));
        }
    }

    private void refuse(HaproxyLine line, int index, String fault) {
        if (!line.hasUnresolved()) {
            problems.refused(line, index, fault, "");
        }
    }

    private static boolean isKnown(String word) {
        return switch (word) {
            case "type", "size", "expire", "store", "srvkey" -> true;
            default -> false;
        };
    }

    private static String unknown(String word) {
        return "a table has no parameter '" + HaproxyNames.shown(word) + "'";
    }

    private static @Nullable String typeFault(HaproxyLine line, int at) {
        String type = line.word(at);
        String fault = HaproxyServerLines.oneOf(type, "ip", "ipv6", "integer", "string", "binary");
        if (fault != null || !line.is(at + 1, "len")) {
            return fault;
        }
        boolean mayLength = type.equals("string") || type.equals("binary");
        return mayLength && HaproxyNumbers.intNumber(line.word(at + 2)) <= 0
                ? "'len' needs a number above 0"
                : null;
    }

    private @Nullable String storeFault(String list) {
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= list.length(); i++) {
            char c = i < list.length() ? list.charAt(i) : ',';
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            if (c != ',' || (depth > 0 && i < list.length())) {
                continue;
            }
            if (i == list.length() && start == i) {
                return null;
            }
            String fault = depth > 0 ? "a ')' is missing" : columnFault(list.substring(start, i));
            if (fault != null) {
                return fault;
            }
            start = i + 1;
        }
        return null;
    }

    private @Nullable String columnFault(String column) {
        int open = column.indexOf('(');
        String name = open < 0 ? column : column.substring(0, open);
        int close = column.indexOf(')', open + 1);
        String argument = open < 0 || close < 0 ? "" : column.substring(open + 1, close);
        return switch (name) {
            case "server_id",
                    "server_key",
                    "gpt0",
                    "gpc0",
                    "gpc1",
                    "conn_cnt",
                    "conn_cur",
                    "sess_cnt",
                    "http_req_cnt",
                    "http_err_cnt",
                    "http_fail_cnt",
                    "bytes_in_cnt",
                    "bytes_out_cnt" ->
                    open < 0 ? null : "'" + name + "' takes no argument";
            case "glitch_cnt", "glitch_rate" -> version.atLeast(3, 0) ? null : noColumn(name);
            case "gpc0_rate",
                    "gpc1_rate",
                    "conn_rate",
                    "sess_rate",
                    "http_req_rate",
                    "http_err_rate",
                    "http_fail_rate",
                    "bytes_in_rate",
                    "bytes_out_rate" ->
                    argument.isEmpty()
                            ? "'" + name + "' needs a period in parentheses"
                            : HaproxyNumbers.timeFault(argument, false);
            case "gpt", "gpc", "gpc_rate" -> {
                if (!version.atLeast(2, 5)) {
                    yield noColumn(name);
                }
                int size = HaproxyNumbers.intNumber(argument);
                yield size < 1 || size > ARRAY_MAX
                        ? "'" + name + "' needs a number from 1 to " + ARRAY_MAX
                        : null;
            }
            default -> noColumn(name);
        };
    }

    private static String noColumn(String name) {
        return "a table cannot store '" + HaproxyNames.shown(name) + "'";
    }
}

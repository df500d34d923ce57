package dev.evenkeel.dialect.haproxy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What counters and rates say while a client sends its first request and nothing else happens.
final class HaproxyUsual {
    private static final List<String> QUIET =
            List.of("err", "fail", "gpc", "gpt", "glitch", "bytes", "queue", "tarpit");

    private HaproxyUsual() {}

    /// `null` for what is no counter.
    static @Nullable String value(String keyword) {
        boolean counter =
                keyword.startsWith("sc")
                        || keyword.startsWith("src_")
                        || keyword.startsWith("be_")
                        || keyword.startsWith("fe_")
                        || keyword.startsWith("table_");
        boolean counts =
                keyword.endsWith("_cnt")
                        || keyword.endsWith("_cur")
                        || keyword.endsWith("_rate")
                        || keyword.endsWith("_conn")
                        || keyword.contains("_gp")
                        || keyword.contains("bytes_");
        if (keyword.equals("queue") || keyword.equals("avg_queue")) {
            return "0";
        }
        if (!counter || !counts || keyword.contains("_clr_") || keyword.contains("_inc_")) {
            return null;
        }
        // The request has not reached a pool yet.
        boolean isQuiet = keyword.startsWith("be_") || QUIET.stream().anyMatch(keyword::contains);
        return isQuiet ? "0" : "1";
    }
}

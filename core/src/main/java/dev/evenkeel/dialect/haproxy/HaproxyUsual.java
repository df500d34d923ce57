package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What counters and rates say while a client sends its first request and nothing else happens, and
/// what is said about servers while all that are not switched off are up.
final class HaproxyUsual {
    private static final List<String> QUIET =
            List.of("err", "fail", "gpc", "gpt", "glitch", "bytes", "queue", "tarpit");

    private HaproxyUsual() {}

    /// The value of a fetch with its arguments; `null` for what has no usual value.
    static @Nullable String value(
            String keyword, List<String> arguments, HaproxyContext context, HaproxyScope scope) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        return switch (keyword) {
            case "nbsrv" -> usable(first.isEmpty() ? scope.name() : first, context);
            case "srv_is_up" -> isUp(first, context, scope);
            case "srv_conn", "srv_queue", "srv_sess_rate" -> "0";
            default -> counter(keyword);
        };
    }

    private static @Nullable String usable(String pool, HaproxyContext context) {
        HaproxySection section = context.pool(pool);
        return section == null
                ? null
                : context.usable.computeIfAbsent(pool, _ -> String.valueOf(usable(section)));
    }

    /// How many servers are used at the start.
    private static int usable(HaproxySection section) {
        HaproxySettings settings = settings(section);
        int active = 0;
        int backup = 0;
        for (Server server : HaproxyServers.of(section, settings)) {
            active += server.isUsable() && !server.role().isBackup() ? 1 : 0;
            backup += server.isUsable() && server.role().isBackup() ? 1 : 0;
        }
        boolean all = settings.has("option allbackups");
        return active > 0 ? active : all ? backup : Math.min(1, backup);
    }

    private static HaproxySettings settings(HaproxySection section) {
        HaproxySection defaults = section.defaults();
        return HaproxySettings.of(section, defaults == null ? null : settings(defaults));
    }

    private static @Nullable String isUp(String name, HaproxyContext context, HaproxyScope scope) {
        int slash = name.indexOf('/');
        String pool = slash < 0 ? scope.name() : name.substring(0, slash);
        HaproxySection section = context.pool(pool);
        if (section == null) {
            return null;
        }
        for (Server server : HaproxyServers.of(section, settings(section))) {
            if (server.name().equals(name.substring(slash + 1))) {
                return server.role().isDisabled() ? "0" : "1";
            }
        }
        return null;
    }

    /// `null` for what is no counter.
    private static @Nullable String counter(String keyword) {
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

package dev.evenkeel.check;

import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Target;
import dev.evenkeel.text.Source;

import java.util.List;

/// The wording that messages share.
final class Words {
    private static final int NAMED_MAX = 3;

    private Words() {}

    /// A word of the configuration, as its writer reads it.
    static String quoted(String name) {
        return "`" + Source.readable(name) + "`";
    }

    /// “`a`, `b` and `c`”, or “`a`, `b`, `c` and 12 more”.
    static String list(List<String> names) {
        var text = new StringBuilder();
        int shown = names.size() <= NAMED_MAX + 1 ? names.size() : NAMED_MAX;
        for (int i = 0; i < shown; i++) {
            boolean last = i == shown - 1 && shown == names.size();
            text.append(i == 0 ? "" : last ? " and " : ", ").append(quoted(names.get(i)));
        }
        if (shown < names.size()) {
            text.append(" and ").append(names.size() - shown).append(" more");
        }
        return text.toString();
    }

    /// “`a`”, “both `a` and `b`”, “all 3 servers”.
    static String names(List<Server> servers) {
        return list(servers.stream().map(Server::name).toList());
    }

    /// “one server”, “2 servers”.
    static String count(int count, String one) {
        return count == 1 ? "one " + one : count + " " + one + "s";
    }

    /// One part of `whole` equal parts: “half”, “a third”, “one in 5”.
    static String share(int whole) {
        return switch (whole) {
            case 1 -> "all";
            case 2 -> "half";
            case 3 -> "a third";
            case 4 -> "a quarter";
            default -> "one in " + whole;
        };
    }

    /// What clients send: “request”, “connection”, “datagram”.
    static String unit(Protocol protocol) {
        return switch (protocol) {
            case HTTP -> "request";
            case TCP -> "connection";
            case UDP -> "datagram";
        };
    }

    /// What becomes of one that no server can take: “gets 503”, “is closed”.
    static String fails(Protocol protocol, Target target) {
        return switch (protocol) {
            case HTTP -> "gets " + unavailable(target);
            case TCP -> "is closed";
            case UDP -> "is dropped";
        };
    }

    /// The same for several: “get 503”, “are closed”.
    static String fail(Protocol protocol, Target target) {
        return switch (protocol) {
            case HTTP -> "get " + unavailable(target);
            case TCP -> "are closed";
            case UDP -> "are dropped";
        };
    }

    static String every(Pool pool) {
        return "every " + unit(pool.handling().protocol()) + " to pool " + quoted(pool.name());
    }

    /// The status clients see when a pool has no usable server.
    private static int unavailable(Target target) {
        return target.dialect().equals("nginx") ? 502 : 503;
    }
}

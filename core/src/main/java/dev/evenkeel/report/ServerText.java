package dev.evenkeel.report;

import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.predict.ServerChange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of the servers of a pool, in words.
final class ServerText {
    /// How many servers one line names.
    private static final int SHOWN = 6;

    private ServerText() {}

    /// What they were, or what they are; empty for those that were not there.
    static String side(List<ServerChange> changes, boolean first) {
        var words = new ArrayList<String>();
        boolean moved = false;
        for (ServerChange change : changes) {
            Server server = first ? change.before() : change.after();
            if (change.kind() == ServerChange.Kind.PLACE) {
                moved = true;
            } else if (server != null) {
                String value = value(change, server);
                words.add(value.isEmpty() ? name(server) : name(server) + " " + value);
            }
        }
        if (moved) {
            words.add(first ? "another order" : "this order");
        }
        return shortened(words);
    }

    private static String shortened(List<String> words) {
        int more = words.size() - SHOWN;
        return more <= 0
                ? String.join(", ", words)
                : String.join(", ", words.subList(0, SHOWN)) + " and " + more + " more";
    }

    /// Both sides together; what became of several servers is said once.
    static String both(PoolChange change) {
        Map<String, List<String>> byFate = new LinkedHashMap<>();
        for (ServerChange one : change.servers()) {
            byFate.computeIfAbsent(fate(one, change), _ -> new ArrayList<>())
                    .add(name(one.server()));
        }
        var words = new ArrayList<String>();
        byFate.forEach((fate, names) -> words.add(names(names) + " " + fate));
        return shortened(words);
    }

    private static String names(List<String> names) {
        if (names.size() > SHOWN) {
            int more = names.size() - SHOWN;
            return String.join(", ", names.subList(0, SHOWN)) + " and " + more + " more";
        }
        int last = names.size() - 1;
        return last == 0
                ? names.getFirst()
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static String fate(ServerChange change, PoolChange whole) {
        Server was = change.before();
        Server is = change.after();
        if (was == null || is == null) {
            return is == null ? "gone" : isAgain(change, whole) ? "once more" : "added";
        }
        return switch (change.kind()) {
            case PLACE -> "in another place";
            case RENAMED -> "was called " + name(was);
            case ADDED, GONE, ADDRESS, ROLE, WEIGHT, CAPACITY, CHECKS, IDENTITY ->
                    value(change, was) + " → " + value(change, is);
        };
    }

    /// Whether the pool holds a server of that name and address already.
    private static boolean isAgain(ServerChange change, PoolChange whole) {
        Pool before = whole.pools().before();
        Server added = change.server();
        return before != null
                && before.servers().stream()
                        .anyMatch(one ->
                                one.name().equals(added.name())
                                        && one.address().equals(added.address()));
    }

    static String name(Server server) {
        return Columns.visible(Wording.readable(server.name()));
    }

    /// What changed, on one side; empty where that is the server itself.
    private static String value(ServerChange change, Server server) {
        return switch (change.kind()) {
            case ADDED, GONE, ADDRESS -> address(server);
            case RENAMED, PLACE -> "";
            case ROLE -> role(server.role());
            case WEIGHT -> Integer.toString(server.capacity().weight());
            case CAPACITY -> capacity(server.capacity());
            case CHECKS -> checks(server);
            case IDENTITY -> identity(server.identity().affinity());
        };
    }

    private static String address(Server server) {
        String address = Columns.visible(Wording.readable(server.address().text()));
        return name(server).equals(address) ? "" : address;
    }

    private static String identity(String identity) {
        return identity.isEmpty()
                ? "for nobody"
                : "as " + Columns.visible(Wording.readable(identity));
    }

    private static String role(Server.Role role) {
        return switch (role) {
            case ACTIVE -> "active";
            case BACKUP -> "backup";
            case DISABLED -> "disabled";
            case DISABLED_BACKUP -> "disabled backup";
        };
    }

    private static String capacity(Capacity capacity) {
        String connections =
                capacity.connectionsMax() == 0
                        ? "any number of connections"
                        : "at most " + Tally.count(capacity.connectionsMax(), "connection");
        String queue = capacity.queueMax() == 0 ? "" : ", " + capacity.queueMax() + " waiting";
        boolean isSlow = !capacity.slowStart().isZero();
        String slow = isSlow ? ", back in " + PoolText.time(capacity.slowStart()) : "";
        return connections + queue + slow;
    }

    private static String checks(Server server) {
        String how =
                switch (server.checked()) {
                    case ACTIVELY -> "checked";
                    case BY_ANOTHER -> "checked by another";
                    case PASSIVELY -> "watched";
                    case NEVER -> "not checked";
                };
        var failures = server.capacity().failures();
        return failures.max() == 0
                ? how
                : how
                        + ", out for "
                        + PoolText.time(failures.pause())
                        + " after "
                        + Tally.count(failures.max(), "failure");
    }
}

package dev.evenkeel.verify;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A server of a pool as a test knows it. Texts hold one char per byte; without a name it is known
/// by its address. `checked` is `null` where that is not asked, `identity` what stands for it in
/// affinity cookies (empty: nothing).
public record Member(
        String name,
        String address,
        int weight,
        Server.Role role,
        Limits limits,
        @Nullable Health checked,
        String identity) {

    /// How many connections and queued requests at most (0: any number), and after how many
    /// failures it is left alone for how long (0 and 1 are not told apart).
    public record Limits(int connections, int queue, int failures, Duration pause) {
        public static final Duration PAUSE = Duration.ofSeconds(10);

        public static final Limits NONE = new Limits(0, 0, 1, PAUSE);

        static Limits of(Capacity capacity) {
            Capacity.Failures failures = capacity.failures();
            return new Limits(
                    capacity.connectionsMax(),
                    capacity.queueMax(),
                    Math.max(1, failures.max()),
                    failures.max() == 0 ? PAUSE : failures.pause());
        }

        private String differ(Limits actual) {
            if (connections != actual.connections) {
                return "connections " + any(connections) + ", but " + any(actual.connections);
            }
            if (queue != actual.queue) {
                return "queue " + any(queue) + ", but " + any(actual.queue);
            }
            if (failures != actual.failures) {
                return "failures " + failures + ", but " + actual.failures;
            }
            return pause.equals(actual.pause)
                    ? ""
                    : "pause " + pause.toMillis() + " ms, but " + actual.pause.toMillis() + " ms";
        }

        private static String any(int limit) {
            return limit == 0 ? "without limit" : Integer.toString(limit);
        }
    }

    /// How the balancer learns that a server is down.
    public enum Health {
        /// Not at all.
        NONE("none"),
        /// It looks at what becomes of the requests.
        PASSIVE("passive"),
        /// It asks.
        ACTIVE("active");

        private final String word;

        Health(String word) {
            this.word = word;
        }

        /// As users write it.
        public String word() {
            return word;
        }

        static Health of(Server server) {
            return switch (server.checked()) {
                case ACTIVELY, BY_ANOTHER -> ACTIVE;
                case PASSIVELY -> PASSIVE;
                case NEVER -> NONE;
            };
        }
    }

    /// A role as users write it.
    public static String word(Server.Role role) {
        return switch (role) {
            case ACTIVE -> "active";
            case BACKUP -> "backup";
            case DISABLED -> "disabled";
            case DISABLED_BACKUP -> "disabled-backup";
        };
    }

    /// All that is known of a server.
    static Member of(Server server) {
        Capacity capacity = server.capacity();
        boolean named = !server.name().equals(server.address().text());
        return new Member(
                named ? server.name() : "",
                text(server.address()),
                capacity.weight(),
                server.role(),
                Limits.of(capacity),
                Health.of(server),
                server.identity().affinity());
    }

    /// The same address however it is written.
    private static String text(Address address) {
        if (address.host().isEmpty()) {
            return address.text();
        }
        boolean brackets = address.kind() == Address.Kind.IPV6 && address.port() > 0;
        String host = brackets ? "[" + address.host() + "]" : address.host();
        return address.port() > 0 ? host + ":" + address.port() : host;
    }

    /// What it is called.
    public String called() {
        return name.isEmpty() ? address : name;
    }

    /// Whether it is about that server, whatever that is like.
    boolean isAbout(Server server) {
        return name.isEmpty() ? address.equals(text(server.address())) : name.equals(server.name());
    }

    /// The first thing in which a server is not as expected, as `weight 1, but 2`; empty when it
    /// is.
    String differs(Member actual) {
        if (!address.equals(actual.address)) {
            return "address " + address + ", but " + actual.address;
        }
        if (weight != actual.weight) {
            return "weight " + weight + ", but " + actual.weight;
        }
        if (role != actual.role) {
            return word(role) + ", but " + word(actual.role);
        }
        String limit = limits.differ(actual.limits);
        if (!limit.isEmpty()) {
            return limit;
        }
        if (checked != null && checked != actual.checked) {
            String is = actual.checked == null ? "not known" : actual.checked.word();
            return "health " + checked.word() + ", but " + is;
        }
        return identity.isEmpty() || identity.equals(actual.identity)
                ? ""
                : "identity " + identity + ", but " + actual.identity;
    }
}

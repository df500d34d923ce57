package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Handling;
import dev.evenkeel.model.Health;
import dev.evenkeel.model.Identity;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The pools of one protocol: those that `upstream` blocks declare, and one for each literal
/// address that a request is passed to. How long a pool is waited for and how often another server
/// is tried is said where it is used: the strictest use counts.
final class NginxPools {
    /// How long nginx waits when nothing is written.
    private static final Duration WAIT = Duration.ofSeconds(60);

    /// How one place uses a pool. `tries` is the most attempts (0: as many as there are servers);
    /// `after` are the failures that another attempt follows; `at` is where one of both is written,
    /// `null` nowhere.
    record Use(
            Duration connect,
            Duration read,
            int tries,
            Balancing.After after,
            @Nullable NginxDirective at) {}

    private final NginxVariables variables;
    private final NginxNotes notes;
    private final Protocol protocol;
    private final Map<String, Declared> pools = new LinkedHashMap<>();

    private static final class Declared {
        private final String name;
        private final Span span;
        private final @Nullable NginxUpstream upstream;
        private final List<Server> servers;
        private @Nullable Use use;

        Declared(String name, Span span, @Nullable NginxUpstream upstream, List<Server> servers) {
            this.name = name;
            this.span = span;
            this.upstream = upstream;
            this.servers = servers;
        }
    }

    NginxPools(NginxVariables variables, NginxNotes notes, Protocol protocol) {
        this.variables = variables;
        this.notes = notes;
        this.protocol = protocol;
    }

    void declare(NginxDirective block) {
        int port = protocol == Protocol.HTTP ? 80 : 0;
        var upstream = new NginxUpstream(variables, notes, block, port);
        String name = block.argument(0);
        var declared = new Declared(name, block.span(), upstream, upstream.servers());
        pools.putIfAbsent(name.toLowerCase(Locale.ROOT), declared);
    }

    /// The name of the pool that a literal address means: that of a block, else a pool of its own.
    String use(String address, int portStandard, Span span, Use use) {
        Declared declared = pools.get(address.toLowerCase(Locale.ROOT));
        if (declared == null) {
            Address parsed = NginxAddress.parse(address, portStandard);
            String name = name(parsed);
            String key = name.toLowerCase(Locale.ROOT) + " (address)";
            declared = pools.get(key);
            if (declared == null) {
                declared = new Declared(name, span, null, List.of(alone(address, parsed, span)));
                pools.put(key, declared);
            }
        }
        declared.use = declared.use == null ? use : strictest(declared.use, use);
        return declared.name;
    }

    private static String name(Address address) {
        return switch (address.kind()) {
            case UNIX -> "unix:" + address.host();
            case IPV6 -> "[" + address.host() + "]:" + address.port();
            case IPV4, NAME, UNKNOWN ->
                    address.port() == 0 ? address.host() : address.host() + ":" + address.port();
        };
    }

    private static Server alone(String text, Address address, Span span) {
        boolean single = address.kind() != Address.Kind.NAME;
        return new Server(
                text,
                address,
                new Capacity(1, null, 0, 0, Duration.ZERO, NginxServerParameters.FAILURES),
                Server.Role.ACTIVE,
                single ? Server.Checked.NEVER : Server.Checked.PASSIVELY,
                new Identity(1, "", null),
                span);
    }

    private Use strictest(Use one, Use other) {
        if (one.tries != other.tries || !one.after.equals(other.after)) {
            limit(one.at);
            limit(other.at);
        }
        boolean first = one.tries != 0 && (other.tries == 0 || one.tries <= other.tries);
        return new Use(
                shorter(one.connect, other.connect),
                shorter(one.read, other.read),
                first ? one.tries : other.tries,
                NginxFailures.both(one.after, other.after),
                first ? one.at : other.at);
    }

    private void limit(@Nullable NginxDirective at) {
        if (at != null) {
            notes.limited(at, "the pool is used with different rules for another attempt");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /// How a level uses the pools it passes requests to; `module` is the prefix of its directives
    /// (`proxy`, `fastcgi`, …).
    static Use use(NginxLevel level, String module) {
        NginxDirective next = level.setting(module + "_next_upstream");
        NginxDirective tries = level.setting(module + "_next_upstream_tries");
        int attempts = tries == null ? 0 : Math.max(0, NginxNumber.parse(tries.argument(0)));
        Balancing.After after =
                next == null ? NginxFailures.STANDARD : NginxFailures.after(next.argumentList());
        boolean off = after.equals(NginxFailures.NONE);
        return new Use(
                NginxTime.parse(level.setting(module + "_connect_timeout", ""), WAIT),
                NginxTime.parse(level.setting(module + "_read_timeout", ""), WAIT),
                off ? 1 : attempts,
                after,
                off || tries == null ? next : tries);
    }

    /// Every pool, in the order in which they are declared or first used. State is shared when a
    /// pool says so or there is one worker only.
    List<Pool> pools(boolean oneWorker) {
        var made = new ArrayList<Pool>(pools.size());
        for (Declared declared : pools.values()) {
            made.add(pool(declared, oneWorker));
        }
        return made;
    }

    /// Whether a server makes one attempt more. Servers that are switched off once did.
    private boolean counts(Server server) {
        return !server.role().isDisabled() || variables.version().compareTo(Version.of(1, 19)) < 0;
    }

    private Pool pool(Declared declared, boolean oneWorker) {
        NginxUpstream upstream = declared.upstream;
        Use use =
                declared.use == null
                        ? new Use(WAIT, WAIT, 0, NginxFailures.STANDARD, null)
                        : declared.use;
        int usable = 0;
        for (Server server : declared.servers) {
            usable += counts(server) ? 1 : 0;
        }
        int attempts = use.tries == 0 ? usable : Math.min(usable, use.tries);
        var failover =
                new Balancing.Failover(Math.max(0, attempts - 1), attempts > 1, true, use.after);
        Algorithm algorithm =
                upstream == null ? new Algorithm.RoundRobin(false) : upstream.algorithm();
        List<Affinity> affinities = upstream == null ? List.of() : upstream.affinities();
        boolean shared = oneWorker || (upstream != null && upstream.isShared());
        var balancing =
                new Balancing(
                        algorithm,
                        shared ? Balancing.State.SHARED : Balancing.State.APART,
                        failover,
                        upstream == null ? null : upstream.algorithmSpan());
        var rules = new Block("pool " + declared.name, List.of(), declared.span);
        return new Pool(
                declared.name,
                declared.servers,
                balancing,
                affinities,
                new Health("what becomes of the requests", null),
                new Handling(protocol, rules, new Timeouts(null, use.connect, use.read)),
                declared.span);
    }
}

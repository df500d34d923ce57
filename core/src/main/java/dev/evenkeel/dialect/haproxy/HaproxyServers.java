package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Identity;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The servers of a pool: `server` and `server-template` lines, each on top of the `default-server`
/// lines before it.
final class HaproxyServers {
    private final List<Draft> drafts = new ArrayList<>();
    private final HaproxyServerTraits standard = new HaproxyServerTraits();

    /// A server that still lacks its number.
    private record Draft(String name, Address address, HaproxyServerTraits traits, Span span) {}

    /// The servers of a section, in order.
    static List<Server> of(HaproxySection section, HaproxySettings settings) {
        var servers = new HaproxyServers();
        for (HaproxyLine line : settings.inheritedServers()) {
            servers.standard.apply(line, 1);
        }
        for (HaproxyLine line : section.lines()) {
            servers.add(line);
        }
        return servers.numbered();
    }

    private void add(HaproxyLine line) {
        switch (line.word(0)) {
            case "default-server" -> standard.apply(line, 1);
            case "server" -> {
                var traits = new HaproxyServerTraits(standard);
                traits.apply(line, 3);
                Address address = HaproxyEndpoints.server(line.word(2), line.isUnresolved(2));
                drafts.add(new Draft(line.word(1), address, traits, line.span()));
            }
            case "server-template" -> {
                var traits = new HaproxyServerTraits(standard);
                traits.apply(line, 4);
                Address address = HaproxyEndpoints.server(line.word(3), line.isUnresolved(3));
                for (String name : names("", line)) {
                    drafts.add(new Draft(name, address, traits, line.span()));
                }
            }
            default -> {}
        }
    }

    /// Gives every server its number: without one of its own the smallest that is free, counting on
    /// with every server.
    private List<Server> numbered() {
        Set<Integer> taken = null;
        for (Draft draft : drafts) {
            if (draft.traits.number > 0) {
                taken = taken == null ? new HashSet<>() : taken;
                taken.add(draft.traits.number);
            }
        }
        var servers = new ArrayList<Server>(drafts.size());
        int next = 1;
        for (Draft draft : drafts) {
            int number = draft.traits.number;
            if (number == 0) {
                while (taken != null && taken.contains(next)) {
                    next++;
                }
                number = next;
            }
            next++;
            servers.add(server(draft, number));
        }
        return servers;
    }

    private static Server server(Draft draft, int number) {
        HaproxyServerTraits traits = draft.traits;
        Server.Role role =
                traits.disabled
                        ? switchedOff(traits.backup)
                        : traits.backup ? Server.Role.BACKUP : Server.Role.ACTIVE;
        return new Server(
                draft.name,
                draft.address,
                new Capacity(
                        traits.weight,
                        traits.weightSpan,
                        traits.connectionsMax,
                        traits.queueMax,
                        traits.slowStart),
                role,
                traits.checked(),
                new Identity(
                        number,
                        traits.cookie,
                        traits.cookieSpan,
                        traits.ringKey(),
                        !traits.nonStick),
                draft.span);
    }

    /// The line that takes the place of servers: `dispatch`, or a transparent proxy.
    static List<Server> instead(HaproxyLine line) {
        boolean dispatch = line.is(0, "dispatch");
        String text = dispatch ? line.word(1) : "";
        Address address =
                dispatch
                        ? HaproxyEndpoints.server(text, line.isUnresolved(1))
                        : new Address(line.word(1), "", 0, Address.Kind.UNKNOWN);
        return List.of(
                new Server(
                        dispatch ? "dispatch" : line.word(1),
                        address,
                        new Capacity(1, null, 0, 0, Duration.ZERO),
                        Server.Role.ACTIVE,
                        Server.Checked.NEVER,
                        new Identity(1, "", null),
                        line.span()));
    }

    private static Server.Role switchedOff(boolean backup) {
        return backup ? Server.Role.DISABLED_BACKUP : Server.Role.DISABLED;
    }

    /// A pool with all its servers switched off.
    static Pool switchedOff(Pool pool) {
        var servers = new ArrayList<Server>(pool.servers().size());
        for (Server each : pool.servers()) {
            servers.add(
                    new Server(
                            each.name(),
                            each.address(),
                            each.capacity(),
                            switchedOff(each.role().isBackup()),
                            each.checked(),
                            each.identity(),
                            each.span()));
        }
        return new Pool(
                pool.name(),
                servers,
                pool.balancing(),
                pool.affinities(),
                pool.health(),
                pool.handling(),
                pool.span());
    }

    /// The names that a `server-template` line makes, each behind a prefix.
    static List<String> names(String prefix, HaproxyLine line) {
        var names = new ArrayList<String>();
        String range = line.word(2);
        int dash = range.indexOf('-');
        int low = count(dash < 0 ? "1" : range.substring(0, dash));
        int high = count(range.substring(dash + 1));
        for (int i = Math.max(1, low); i <= high; i++) {
            names.add(prefix + line.word(1) + i);
        }
        return names;
    }

    /// At most 4096 servers are made of one line.
    private static int count(String text) {
        return HaproxyArguments.isWithin(text, 4096) ? Integer.parseInt(text) : 0;
    }
}

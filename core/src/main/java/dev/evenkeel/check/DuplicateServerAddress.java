package dev.evenkeel.check;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Two servers of a pool that are one and the same.
final class DuplicateServerAddress implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            if (pool.servers().size() > 1 && mayRepeat(pool.servers())) {
                for (List<Server> same : sameAddresses(pool).values()) {
                    if (same.size() > 1) {
                        found.add(finding(pool, same));
                    }
                }
            }
        }
        return found.stream();
    }

    /// Whether two servers may have the same address: false is sure, and is quick to say.
    private static boolean mayRepeat(List<Server> servers) {
        int[] marks = new int[servers.size()];
        int count = 0;
        for (Server server : servers) {
            Address address = server.address();
            marks[count++] = 31 * Forwards.key(address.host()).hashCode() + address.port();
        }
        Arrays.sort(marks);
        for (int i = 1; i < marks.length; i++) {
            if (marks[i] == marks[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /// Servers by address and role. A backup at the address of an active server is left out: it is
    /// a second way in on purpose.
    private static Map<String, List<Server>> sameAddresses(Pool pool) {
        Map<String, List<Server>> byAddress = new LinkedHashMap<>();
        for (Server server : pool.servers()) {
            Address address = server.address();
            if (server.isUsable() && address.kind() != Address.Kind.UNKNOWN) {
                String key =
                        address.host().toLowerCase(Locale.ROOT)
                                + " "
                                + address.port()
                                + (address.port() == 0 ? " " + address.text() : "")
                                + " "
                                + server.role();
                List<Server> same = byAddress.computeIfAbsent(key, _ -> new ArrayList<>(1));
                // One line may declare several servers: then the name stands for several hosts.
                if (same.isEmpty() || !same.getLast().span().equals(server.span())) {
                    same.add(server);
                }
            }
        }
        return byAddress;
    }

    private Finding finding(Pool pool, List<Server> same) {
        Server first = same.getFirst();
        String address = Words.quoted(first.address().text());
        long shares = 0;
        for (Server server : same) {
            shares += server.capacity().weight();
        }
        long total = 0;
        for (Server server : pool.servers()) {
            total += server.role() == first.role() && server.isUsable() ? weight(server) : 0;
        }
        boolean named = first.address().kind() == Address.Kind.NAME;
        int usable = 0;
        for (Server server : pool.servers()) {
            usable += server.isUsable() ? 1 : 0;
        }
        String message =
                same.size() == usable
                        ? "pool "
                                + Words.quoted(pool.name())
                                + " has a single server behind "
                                + same.size()
                                + " entries: when "
                                + address
                                + " fails, all of them fail"
                        : address
                                + " is in pool "
                                + Words.quoted(pool.name())
                                + " "
                                + times(same.size())
                                + ": it carries "
                                + shares
                                + " of "
                                + total
                                + " shares, and its failure takes all of them away";
        return Finding.of(
                        this,
                        named ? Severity.NOTE : Severity.WARNING,
                        same.get(1).span(),
                        message,
                        named
                                ? "Remove one of the entries, unless the name stands for several"
                                        + " hosts."
                                : "Correct the address, or remove the entry and give the other one"
                                        + " more weight.")
                .relatedTo(first.span(), "the same server");
    }

    private static int weight(Server server) {
        return server.capacity().weight();
    }

    private static String times(int count) {
        return count == 2 ? "twice" : count + " times";
    }
}

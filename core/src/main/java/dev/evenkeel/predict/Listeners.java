package dev.evenkeel.predict;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Endpoint.Trait;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.predict.Entry.Security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The listeners of a balancer, and which of them takes a request. What was found once is known
/// from then on, so asking for every request is cheap. Not thread-safe.
public final class Listeners {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /// How many listeners one line names.
    private static final int SHOWN_MAX = 8;

    private final List<Listener> all;
    private final List<Door> doors;
    private final Map<Entry, ListenerChoice.Chosen> known = new HashMap<>();

    /// One way into the balancer.
    private record Door(Listener listener, Endpoint endpoint) {
        boolean isOpenAt(int port) {
            return endpoint.portFirst() <= port && port <= endpoint.portLast() && port > 0;
        }

        /// Connections that are passed on unread may carry TLS that ends elsewhere.
        boolean takes(Security security) {
            boolean tls = endpoint.has(Trait.TLS);
            return switch (security) {
                case UNSAID -> true;
                case PLAIN -> !tls;
                case TLS -> tls || listener.handling().protocol() == Protocol.TCP;
            };
        }

        boolean isAnyIpv4() {
            return endpoint.host().equals("*");
        }

        boolean isAnyIpv6() {
            return endpoint.host().equals("::");
        }
    }

    private Listeners(List<Listener> all) {
        this.all = all;
        this.doors = all.stream().flatMap(listener -> doors(listener).stream()).toList();
    }

    public static Listeners of(LoadBalancer balancer) {
        return new Listeners(balancer.listeners());
    }

    /// The listener for what a request says. A name decides alone. Else the port does, for which
    /// the scheme stands where it is not said; where nothing listens on it, the only listener that
    /// could have been meant is taken.
    public ListenerChoice choose(Entry entry) {
        ListenerChoice.Chosen before = known.get(entry);
        if (before != null) {
            return before;
        }
        ListenerChoice choice = entry.listener().isEmpty() ? byPort(entry) : byName(entry);
        if (choice instanceof ListenerChoice.Chosen chosen) {
            known.put(entry, chosen);
        }
        return choice;
    }

    private ListenerChoice byName(Entry entry) {
        for (Listener listener : all) {
            if (listener.name().equals(entry.listener())) {
                return named(listener, entry);
            }
        }
        for (Listener listener : all) {
            for (Endpoint endpoint : listener.endpoints()) {
                if (address(endpoint).equals(entry.listener())) {
                    return named(listener, entry);
                }
            }
        }
        return new ListenerChoice.Open(
                "there is no listener " + entry.listener() + "; there is " + names(all));
    }

    private static ListenerChoice named(Listener listener, Entry entry) {
        Door door = null;
        for (Door candidate : doors(listener)) {
            boolean better =
                    door == null
                            || (!door.takes(entry.security()) && candidate.takes(entry.security()))
                            || (candidate.isOpenAt(entry.port())
                                    && candidate.takes(entry.security()));
            door = better ? candidate : door;
        }
        boolean tls =
                entry.security() == Security.UNSAID
                        ? door != null && door.endpoint.has(Trait.TLS)
                        : entry.security() == Security.TLS;
        int port = entry.port() > 0 || door == null ? entry.port() : door.endpoint.portFirst();
        String assumed =
                door == null || door.takes(entry.security())
                        ? ""
                        : listener.name()
                                + (tls ? " takes no TLS" : " takes only TLS")
                                + "; taken as if it did not matter";
        return new ListenerChoice.Chosen(listener, port, tls, assumed);
    }

    private ListenerChoice byPort(Entry entry) {
        int port = entry.port() > 0 ? entry.port() : standardPort(entry.security());
        List<Door> open = doors.stream().filter(door -> door.takes(entry.security())).toList();
        List<Door> here = at(entry.address(), open.stream().filter(d -> d.isOpenAt(port)).toList());
        List<Listener> listeners = listeners(here);
        if (listeners.size() == 1) {
            Door door = here.getFirst();
            return chosen(door, port, entry, "");
        }
        if (listeners.size() > 1) {
            return new ListenerChoice.Open(
                    "several listeners take port "
                            + port
                            + ": "
                            + names(listeners)
                            + "; say which with --listener, or with --to for the address");
        }
        List<Door> likely = at(entry.address(), open);
        if (listeners(likely).size() == 1) {
            Door door = likely.getFirst();
            int first = door.endpoint.portFirst();
            String instead = first == 0 ? "" : " on port " + first;
            return chosen(
                    door,
                    first,
                    entry,
                    "nothing listens on port "
                            + port
                            + words(entry.security())
                            + "; taken as sent to "
                            + door.listener.name()
                            + instead);
        }
        return new ListenerChoice.Open(none(entry, port));
    }

    private static ListenerChoice chosen(Door door, int port, Entry entry, String assumed) {
        boolean tls =
                entry.security() == Security.TLS
                        || (entry.security() == Security.UNSAID && door.endpoint.has(Trait.TLS));
        return new ListenerChoice.Chosen(door.listener, port, tls, assumed);
    }

    private String none(Entry entry, int port) {
        if (all.isEmpty()) {
            return "there is no listener in this configuration";
        }
        String where = entry.address().isEmpty() ? "" : entry.address() + " ";
        return "nothing listens on "
                + where
                + "port "
                + port
                + words(entry.security())
                + "; say with --listener which is meant: "
                + names(all);
    }

    private static int standardPort(Security security) {
        return security == Security.TLS ? HTTPS_PORT : HTTP_PORT;
    }

    private static String words(Security security) {
        return switch (security) {
            case PLAIN -> " without TLS";
            case TLS -> " with TLS";
            case UNSAID -> "";
        };
    }

    /// Where connections come in; a request comes in no datagram and, from outside, no Unix socket.
    private static List<Door> doors(Listener listener) {
        var doors = new ArrayList<Door>();
        for (Endpoint endpoint : listener.endpoints()) {
            if (!endpoint.has(Trait.DATAGRAM) && !endpoint.has(Trait.UNIX)) {
                doors.add(new Door(listener, endpoint));
            }
        }
        return doors;
    }

    /// The doors of an address: those of exactly this one, else those of every address. Not said:
    /// all, but where only the family tells them apart, IPv4.
    private static List<Door> at(String address, List<Door> doors) {
        if (address.isEmpty()) {
            boolean onlyFamily = doors.stream().allMatch(d -> d.isAnyIpv4() || d.isAnyIpv6());
            List<Door> ipv4 = doors.stream().filter(Door::isAnyIpv4).toList();
            return onlyFamily && !ipv4.isEmpty() ? ipv4 : doors;
        }
        List<Door> exact = doors.stream().filter(d -> d.endpoint.host().equals(address)).toList();
        boolean ipv6 = address.indexOf(':') >= 0;
        return exact.isEmpty()
                ? doors.stream().filter(d -> ipv6 ? d.isAnyIpv6() : d.isAnyIpv4()).toList()
                : exact;
    }

    /// Each once: the doors of one stand together.
    private static List<Listener> listeners(List<Door> doors) {
        var listeners = new ArrayList<Listener>();
        for (Door door : doors) {
            if (listeners.isEmpty() || !listeners.getLast().equals(door.listener)) {
                listeners.add(door.listener);
            }
        }
        return listeners;
    }

    /// `public (:80, :443 TLS), 10.0.0.1:8080`
    private static String names(List<Listener> listeners) {
        var text = new StringBuilder();
        int shown = Math.min(SHOWN_MAX, listeners.size());
        for (Listener listener : listeners.subList(0, shown)) {
            text.append(text.isEmpty() ? "" : ", ").append(name(listener));
        }
        if (listeners.size() > shown) {
            text.append(" and ").append(listeners.size() - shown).append(" more");
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    private static String name(Listener listener) {
        var doors = new StringBuilder();
        for (Endpoint endpoint : listener.endpoints()) {
            String address = address(endpoint);
            boolean isName = listener.name().endsWith(address) && endpoint.portFirst() > 0;
            String tls = endpoint.has(Trait.TLS) ? "TLS" : "";
            String shown = isName ? tls : address + (tls.isEmpty() ? "" : " ") + tls;
            if (!shown.isEmpty()) {
                doors.append(doors.isEmpty() ? "" : ", ").append(shown);
            }
        }
        return listener.name() + (doors.isEmpty() ? "" : " (" + doors + ")");
    }

    /// `:80` for every IPv4 address, else as in a URL.
    private static String address(Endpoint endpoint) {
        if (endpoint.has(Trait.UNIX)) {
            return "unix:" + endpoint.host();
        }
        String host = endpoint.host();
        String shown = host.equals("*") ? "" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        if (endpoint.portFirst() == 0) {
            return shown;
        }
        String range = endpoint.portFirst() == endpoint.portLast() ? "" : "-" + endpoint.portLast();
        return shown + ":" + endpoint.portFirst() + range;
    }
}

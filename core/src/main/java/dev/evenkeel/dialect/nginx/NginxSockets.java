package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which servers share which listening sockets. Each holds only the servers that listen on exactly
/// its address: a connection to a more specific address never reaches the servers of the wildcard.
final class NginxSockets<S> {
    /// How many pairs of socket and server are told apart before the rest is left out.
    private static final int PAIRS_MAX = 2_000_000;

    /// A socket: the servers on it in order, and which of them takes what no other takes.
    static final class Socket<S> {
        private final NginxListen first;
        private final int portFirst;
        private final int portLast;
        private final Span span;
        private final EnumSet<Endpoint.Trait> traits = EnumSet.noneOf(Endpoint.Trait.class);
        private final List<S> servers = new ArrayList<>(1);
        private @Nullable S marked;
        private boolean bothFamilies;

        Socket(NginxListen first, int portFirst, int portLast, Span span) {
            this.first = first;
            this.portFirst = portFirst;
            this.portLast = portLast;
            this.span = span;
        }

        String name() {
            return NginxListen.name(
                    first.host(), portFirst, portLast, first.isUnix(), first.isDatagram());
        }

        Span span() {
            return span;
        }

        List<S> servers() {
            return servers;
        }

        S defaultServer() {
            S chosen = marked;
            return chosen == null ? servers.getFirst() : chosen;
        }

        boolean isDefaultWritten() {
            return marked != null;
        }

        List<Endpoint> endpoints() {
            var own = new Endpoint(first.host(), portFirst, portLast, traits, span);
            return bothFamilies
                    ? List.of(own, new Endpoint("*", portFirst, portLast, traits, span))
                    : List.of(own);
        }
    }

    private record Wish<S>(NginxListen listen, S server, Span span) {}

    private final List<Wish<S>> wishes = new ArrayList<>();
    private final Map<String, TreeSet<Integer>> bounds = new HashMap<>();

    /// Puts a server on a socket; `span` is where that is written, or the server itself.
    void add(NginxListen listen, S server, Span span) {
        wishes.add(new Wish<>(listen, server, span));
        TreeSet<Integer> ports = bounds.computeIfAbsent(family(listen), _ -> new TreeSet<>());
        ports.add(listen.portFirst());
        ports.add(listen.portLast() + 1);
    }

    /// The sockets, in the order in which they are first mentioned.
    Collection<Socket<S>> sockets() {
        var sockets = new LinkedHashMap<String, Socket<S>>();
        int pairs = 0;
        for (Wish<S> wish : wishes) {
            NginxListen listen = wish.listen;
            TreeSet<Integer> ports = bounds.getOrDefault(family(listen), new TreeSet<>());
            int first = listen.portFirst();
            while (first <= listen.portLast() && pairs++ < PAIRS_MAX) {
                Integer next = ports.higher(first);
                int last = next == null ? listen.portLast() : next - 1;
                int from = first;
                Socket<S> socket =
                        sockets.computeIfAbsent(
                                family(listen) + "|" + first,
                                _ -> new Socket<>(listen, from, last, wish.span));
                join(socket, wish);
                first = last + 1;
            }
        }
        return sockets.values();
    }

    private static <S> void join(Socket<S> socket, Wish<S> wish) {
        if (socket.servers.isEmpty() || !socket.servers.getLast().equals(wish.server)) {
            socket.servers.add(wish.server);
        }
        NginxListen listen = wish.listen;
        Set<Endpoint.Trait> traits = listen.traits();
        socket.traits.addAll(traits);
        NginxDirective at = listen.at();
        socket.bothFamilies |= at != null && at.argumentList().contains("ipv6only=off");
        if (listen.isDefault() && socket.marked == null) {
            socket.marked = wish.server;
        }
    }

    private static String family(NginxListen listen) {
        return listen.isDatagram() ? listen.host() + "/udp" : listen.host();
    }
}

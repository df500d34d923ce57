package dev.evenkeel.loopback;

import dev.evenkeel.loopback.Places.Door;
import dev.evenkeel.loopback.Wire.Greeting;
import dev.evenkeel.loopback.Wire.Way;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Endpoint.Trait;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// How a request comes to a program that listens elsewhere than its configuration says, and is told
/// where the request comes from.
sealed interface Approach {
    /// An address that nobody has, for clients of whom none is said. Source: RFC 5737.
    String ANY_CLIENT = "192.0.2.1";

    String LOOPBACK = "127.0.0.1";

    /// A port that clients come from.
    int CLIENT_PORT = 40_000;

    /// The way, and the request as the program sees it at an endpoint.
    record Open(Way way, Request request, Endpoint endpoint) implements Approach {}

    record Shut(String why) implements Approach {}

    /// To a listener of the configuration as it is written.
    static Approach of(Program program, List<Door> doors, Listener listener, Request request) {
        Endpoint endpoint = endpoint(listener, request.connection());
        Door door = endpoint == null ? null : door(doors, listener, endpoint);
        if (endpoint == null || door == null) {
            return new Shut(listener.name() + " takes no connections here");
        }
        boolean tls = request.connection().tls();
        boolean ends = endpoint.has(Trait.TLS);
        boolean passes = listener.handling().protocol() == Protocol.TCP;
        if (tls && !ends && !passes) {
            return new Shut(listener.name() + " takes no TLS");
        }
        if (!tls && ends) {
            return new Shut(listener.name() + " takes only TLS");
        }
        String said = request.connection().source();
        if (!program.hearsClients() && !said.isEmpty() && !said.startsWith("127.")) {
            return new Shut(
                    program + " cannot be told that a client is " + said + ": it has no realip");
        }
        boolean http2 = request.connection().version().startsWith("2");
        if (http2 && passes && !ends) {
            return new Shut(listener.name() + " passes on what stand-ins do not speak: HTTP/2");
        }
        Greeting greeting =
                !tls
                        ? http2 ? Greeting.HTTP2 : Greeting.NOTHING
                        : !ends ? Greeting.HELLO : http2 ? Greeting.TLS_HTTP2 : Greeting.TLS;
        return open(program, door, endpoint, greeting, request);
    }

    private static Approach open(
            Program program, Door door, Endpoint endpoint, Greeting greeting, Request request) {
        Request.Connection from = request.connection();
        boolean told = program.hearsClients();
        String source = from.source().isEmpty() ? told ? ANY_CLIENT : LOOPBACK : from.source();
        boolean six = source.contains(":");
        int asked = from.port() > 0 ? from.port() : Math.max(1, endpoint.portFirst());
        String to = destination(endpoint.host(), six);
        String line =
                told
                        ? "PROXY TCP%s %s %s %d %d\r\n"
                                .formatted(six ? "6" : "4", source, to, CLIENT_PORT, asked)
                        : "";
        String name = from.sni().isEmpty() && from.tls() ? sni(request.host()) : from.sni();
        String here = told ? LOOPBACK : source;
        var way = new Way(here, door.port(), line, greeting, name);
        int port = program.dialect().equals("haproxy") ? asked : door.port();
        var connection = new Request.Connection(source, port, from.tls(), name, from.version());
        return new Open(
                way,
                new Request(
                        request.method(),
                        request.host(),
                        request.target(),
                        request.headers(),
                        connection),
                endpoint);
    }

    /// The address a client connected to, of the same family as its own.
    private static String destination(String host, boolean six) {
        boolean isSix = host.contains(":") && !host.equals("::") && host.indexOf('%') < 0;
        boolean isFour = !host.isEmpty() && host.matches("[0-9.]+");
        if (six) {
            return isSix ? host : isFour ? "::ffff:" + host : "::1";
        }
        return isFour ? host : LOOPBACK;
    }

    /// The name that a client would ask for; empty where it would ask for none.
    static String sni(String host) {
        int colon = host.indexOf(':');
        String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        boolean sound = name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?") && !name.contains("..");
        return sound && !name.matches("[0-9.]+") ? name : "";
    }

    /// Where a request comes in: at the endpoint of its port, else at the first that takes it.
    private static @Nullable Endpoint endpoint(Listener listener, Request.Connection from) {
        Endpoint best = null;
        int most = -1;
        for (Endpoint endpoint : listener.endpoints()) {
            if (endpoint.has(Trait.DATAGRAM)) {
                continue;
            }
            boolean here =
                    endpoint.portFirst() <= from.port() && from.port() <= endpoint.portLast();
            int fit = (here ? 1 : 0) + (endpoint.has(Trait.TLS) == from.tls() ? 2 : 0);
            if (fit > most) {
                best = endpoint;
                most = fit;
            }
        }
        return best;
    }

    private static boolean isAt(Door door, Endpoint endpoint) {
        return door.place().start() == endpoint.span().start()
                && door.place().file().equals(endpoint.span().file());
    }

    /// The door that stands for an endpoint: the endpoints of one line have their doors in order.
    /// Those of a piece of a configuration are written nowhere; but then there is only one door.
    static @Nullable Door door(List<Door> doors, Listener listener, Endpoint endpoint) {
        int index = 0;
        List<Endpoint> all = listener.endpoints();
        for (Endpoint each : all.subList(0, all.indexOf(endpoint))) {
            boolean same = each.span().equals(endpoint.span()) && !each.has(Trait.DATAGRAM);
            index += same ? 1 : 0;
        }
        Door found = null;
        for (Door door : doors) {
            if (isAt(door, endpoint) && index-- >= 0) {
                found = door;
            }
        }
        boolean one = doors.stream().map(Door::port).distinct().count() == 1;
        return found == null && one ? doors.getFirst() : found;
    }
}

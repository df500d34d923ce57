package dev.evenkeel.loopback;

import dev.evenkeel.loopback.Places.Seat;
import dev.evenkeel.loopback.StandIns.Received;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// Reads what stand-ins received.
final class Heads {
    private Heads() {}

    /// The request in the names of the configuration: where the address of the stand-in was asked
    /// for as a host, that of the server was meant. `null` when it came encrypted.
    static @Nullable Request request(Received received, Seat seat) {
        if (received.head().isEmpty()) {
            return null;
        }
        String[] lines = received.head().split("\r?\n", -1);
        // A target may hold blanks that a proxy wrote there.
        int first = lines[0].indexOf(' ');
        int last = lines[0].lastIndexOf(' ');
        String host = "";
        var headers = new ArrayList<Request.Header>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = Math.max(0, lines[i].indexOf(':'));
            String name = lines[i].substring(0, colon);
            String value = lines[i].substring(Math.min(colon + 1, lines[i].length())).strip();
            if (name.equalsIgnoreCase("Host")) {
                host = value.equals(received.address()) ? host(seat) : value;
            } else {
                headers.add(new Request.Header(name, value));
            }
        }
        String version = lines[0].substring(lines[0].lastIndexOf('/') + 1);
        return new Request(
                lines[0].substring(0, Math.max(0, first)),
                host,
                lines[0].substring(first + 1, Math.max(first + 1, last)),
                headers,
                new Request.Connection("", 0, false, "", version));
    }

    private static String host(Seat seat) {
        String server = seat.server();
        return server.startsWith("unix:")
                ? "localhost"
                : server.endsWith(":80") ? server.substring(0, server.length() - 3) : server;
    }
}

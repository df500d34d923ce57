package dev.evenkeel.model;

import java.util.List;

/// One concrete request. `target` is path and query as sent.
public record Request(
        String method, String host, String target, List<Header> headers, Connection connection) {
    public record Header(String name, String value) {}

    /// The connection it came over; empty texts and port 0 mean “not said”.
    public record Connection(String source, int port, boolean tls, String sni, String version) {}

    public Request {
        headers = List.copyOf(headers);
    }

    public static Request get(String host, String target) {
        return new Request("GET", host, target, List.of(), new Connection("", 0, false, "", "1.1"));
    }
}

package dev.evenkeel.loopback;

import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Prediction;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What became of one request in the real program, in the names of the configuration as it is
/// written. `arrived` is where it went (`null`: to no server); `status` is what the client got (0:
/// the connection ended without an answer, or carried none that can be read); `location` is where a
/// redirect leads (empty: nowhere). `predicted` is what the model of what runs here foretold
/// (`null` when there is none), in the names of what runs; `agreement` says whether it came true.
public record Seen(
        @Nullable Arrived arrived,
        int status,
        String location,
        List<Request.Header> headers,
        @Nullable Prediction predicted,
        Verdict agreement)
        implements Answered {
    public Seen {
        headers = List.copyOf(headers);
    }

    /// The server that got the request, and the request as it came there, host and headers
    /// included; `null` when it came encrypted.
    public record Arrived(String pool, String server, @Nullable Request request) {
        @Override
        public String toString() {
            return pool.equals(server) ? pool : pool + "/" + server;
        }
    }

    /// For people: `pool app, server a, status 200`.
    @Override
    public String toString() {
        String answer =
                status == 0
                        ? "closed"
                        : "status " + status + (location.isEmpty() ? "" : " to " + location);
        Arrived at = arrived;
        return at == null
                ? answer
                : "pool " + at.pool() + ", server " + at.server() + ", " + answer;
    }
}

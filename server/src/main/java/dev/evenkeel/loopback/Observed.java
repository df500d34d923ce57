package dev.evenkeel.loopback;

import dev.evenkeel.loopback.StandIns.Received;

import java.util.List;

/// What became of one request: the answer, and what reached which servers.
public record Observed(Answer answer, List<Received> received) {
    public Observed {
        received = List.copyOf(received);
    }

    /// For people: the server, or what the proxy answered by itself.
    @Override
    public String toString() {
        String location = answer.header("Location");
        String status = answer.status() == 0 ? "closed" : "status " + answer.status();
        if (received.isEmpty()) {
            return status + (location == null ? "" : " to " + location);
        }
        return String.join(", ", received.stream().map(Received::address).toList())
                + (answer.status() == 200 ? "" : ", " + status);
    }
}

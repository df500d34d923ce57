package dev.evenkeel.balance;

import java.util.List;

/// What a balancer decides for a request.
public sealed interface Choice {
    /// This server.
    record To(int server) implements Choice {}

    /// One of several servers, by chance; the probabilities are exact and add up to 1. The balancer
    /// counts no request at any of them.
    record OneOf(List<Candidate> candidates) implements Choice {
        public OneOf {
            candidates = List.copyOf(candidates);
        }
    }

    /// A server and its probability; server -1: the request waits until any server has room.
    record Candidate(int server, double probability) {}

    /// It waits until a server has room: any (-1), or this one.
    record Wait(int server) implements Choice {}

    /// One of these servers; which one depends on what is not known, and why. Server -1: it may
    /// also have to wait until any server has room. The balancer counts the request at none of
    /// them.
    record Unknown(List<Integer> servers, String why) implements Choice {
        public Unknown {
            servers = List.copyOf(servers);
        }
    }

    /// No server takes it, and the client gets this status (0: the connection ends without an
    /// answer).
    record Refused(int status) implements Choice {}
}

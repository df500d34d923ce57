package dev.evenkeel.balance;

import dev.evenkeel.model.Failure;

/// Spreads the requests of one pool over its servers as one algorithm of one vendor does. Holds the
/// state of one process (for nginx without shared memory: of one worker) since its start; not
/// thread-safe. Servers are numbers: the index in the pool's list.
public interface Balancer {
    /// A request arrives.
    Choice arrive(Arrival arrival);

    /// A request arrives, and ends well in the same second before anything else happens; it leaves
    /// nothing to be told of.
    default Choice pass(Arrival arrival) {
        Choice choice = arrive(arrival);
        if (!(choice instanceof Choice.Refused)) {
            end(arrival.request(), arrival.second(), (_, _) -> {});
        }
        return choice;
    }

    /// Whether a request may arrive whose key is not known, so that the balancer sees to what hangs
    /// on that.
    default boolean takesUnknownKeys() {
        return false;
    }

    /// The attempt that a request has at a server failed, at this second: what becomes of the
    /// request. Whoever waited and is sent now to the server that became free is told to `sent`.
    Choice fail(long request, long second, Sent sent);

    /// As `fail`, where it matters how the attempt failed; unless a balancer says otherwise every
    /// failure counts like a connection that was not made.
    default Choice fail(long request, Failure failure, long second, Sent sent) {
        return fail(request, second, sent);
    }

    /// A request ends well and leaves its server. Whoever waited and is sent now is told to `sent`.
    void end(long request, long second, Sent sent);

    /// The state of a server changes. Whoever waited and is sent now is told to `sent`.
    void change(Change change, Sent sent);

    /// Is told about requests that leave a queue. The server is -1 when no server takes the request
    /// any more, and it is refused.
    @FunctionalInterface
    interface Sent {
        void to(long request, int server);
    }
}

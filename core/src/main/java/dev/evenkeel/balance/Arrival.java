package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A request that wants a server. `request` names it in later events; `key` is what is hashed
/// (`null`: the request has none); `server` is the server that it goes to without anybody being
/// asked (-1: none); `second` is the time in whole seconds; `wishes` are the servers that it may be
/// bound to. In texts U+FFFF stands for what is not known.
public record Arrival(long request, @Nullable String key, int server, long second, Wishes wishes) {
    /// The servers that rules ask for, most wanted first, and what the request carries for each of
    /// the pool's affinities.
    public record Wishes(List<Integer> servers, List<Held> held) {
        public static final Wishes NONE = new Wishes(List.of(), List.of());

        public Wishes {
            servers = List.copyOf(servers);
            held = List.copyOf(held);
        }
    }

    /// The values of a request for one affinity, and whether they count for servers that are down.
    public record Held(List<String> values, boolean evenDown) {
        public Held {
            values = List.copyOf(values);
        }
    }

    public Arrival(long request, @Nullable String key, int server, long second) {
        this(request, key, server, second, Wishes.NONE);
    }

    public static Arrival of(long request, @Nullable String key) {
        return new Arrival(request, key, -1, 0);
    }

    static boolean isKnown(String text) {
        return text.indexOf('\uFFFF') < 0;
    }
}

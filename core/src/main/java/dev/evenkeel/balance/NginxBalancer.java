package dev.evenkeel.balance;

import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Failure;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What all of nginx's balancers have in common: who can be chosen, what is remembered about
/// servers, when another one is tried, and turns by weight, with which every algorithm ends when it
/// finds nobody. Exact for 1.18 to 1.31.
///
/// Where every worker process remembers for itself, what is remembered here is what all of them
/// remember together: a choice that depends on it is not known, any other one is.
public abstract sealed class NginxBalancer implements Balancer
        permits NginxAddressHash,
                NginxHash,
                NginxLeastConnections,
                NginxRandom,
                NginxRingHash,
                NginxRoundRobin {
    static final String UNSHARED =
            "every worker process counts for itself (there is no “zone” and more than one worker)";

    /// How many servers hashing and drawing find in vain before they leave it to turns.
    private static final int MISSES_MAX = 20;

    private static final int UNKNOWN = -2;

    private final Balancing balancing;
    private final NginxPeers primaries;
    private final NginxPeer[] all;
    private final @Nullable String[] identities;
    private final int attempts;
    private final Map<Long, NginxRequest> running = new HashMap<>();
    private boolean remembering;

    NginxBalancer(Pool pool) {
        List<Server> servers = pool.servers();
        var active = new ArrayList<NginxPeer>(servers.size());
        var spare = new ArrayList<NginxPeer>();
        all = new NginxPeer[servers.size()];
        identities = new String[all.length];
        for (int i = 0; i < all.length; i++) {
            Server server = servers.get(i);
            all[i] = new NginxPeer(i, server);
            (server.role().isBackup() ? spare : active).add(all[i]);
        }
        NginxPeers backups = spare.isEmpty() ? null : new NginxPeers(spare, null, false);
        primaries = new NginxPeers(active, backups, backups == null && active.size() == 1);
        balancing = pool.balancing();
        attempts = balancing.failover().retries() + 1;
    }

    /// Chooses a server for the next attempt with `take` or `takeTurn`; `null` when there is none.
    abstract @Nullable NginxPeer pick(NginxRequest request, long second);

    @Override
    public Choice arrive(Arrival arrival) {
        int wanted = arrival.server() >= 0 ? arrival.server() : bound(arrival.wishes());
        return wanted == UNKNOWN
                ? new Choice.Unknown(enabled(), "which server it is bound to is not known")
                : attempt(
                        arrival.request(),
                        new NginxRequest(arrival, wanted, primaries, attempts),
                        arrival.second());
    }

    /// The server that a request is bound to; -1 for none.
    private int bound(Arrival.Wishes wishes) {
        for (Arrival.Held held : wishes.held()) {
            for (String value : held.values()) {
                if (!value.isEmpty()) {
                    return Arrival.isKnown(value) ? identified(value) : UNKNOWN;
                }
            }
        }
        return -1;
    }

    private int identified(String value) {
        boolean known = true;
        for (int i = 0; i < all.length; i++) {
            String identity = identities[i];
            if (identity == null) {
                identity = all[i].identity();
                identities[i] = identity;
            }
            if (identity.equals(value)) {
                return i;
            }
            known &= !identity.isEmpty();
        }
        return known ? -1 : UNKNOWN;
    }

    @Override
    public Choice fail(long request, long second, Sent sent) {
        return fail(request, Failure.connection(), second, sent);
    }

    @Override
    public Choice fail(long request, Failure failure, long second, Sent sent) {
        NginxRequest failed = running.remove(request);
        NginxPeer peer = failed == null ? null : failed.current;
        if (failed == null || peer == null) {
            return new Choice.Unknown(enabled(), "it is not known which server failed");
        }
        boolean again = balancing.failover().after().includes(failure);
        if (failure.kind() == Failure.Kind.STATUS && (!again || failed.attempts <= 1)) {
            leave(failed, peer);
            return new Choice.Refused(failure.status());
        }
        if (failed.peers.single) {
            peer.endAlone();
            failed.attempts = 0;
        } else {
            if (failure.status() == 403 || failure.status() == 404) {
                peer.succeed();
            } else {
                peer.fail(second);
            }
            failed.attempts--;
        }
        if (failed.attempts <= 0 || !again) {
            return new Choice.Refused(status(failure));
        }
        return attempt(request, failed, second);
    }

    private static int status(Failure failure) {
        return switch (failure.kind()) {
            case CONNECTION_TIMEOUT, TIMEOUT -> 504;
            case STATUS -> failure.status();
            case CONNECTION, BROKEN, INVALID -> 502;
        };
    }

    @Override
    public void end(long request, long second, Sent sent) {
        NginxRequest ended = running.remove(request);
        if (ended != null && ended.current != null) {
            leave(ended, ended.current);
        }
    }

    private static void leave(NginxRequest request, NginxPeer peer) {
        if (request.peers.single) {
            peer.endAlone();
        } else {
            peer.succeed();
        }
    }

    /// nginx without its commercial parts has no changes at run time but through reloading, which
    /// starts anew: a server is only switched on and off here.
    @Override
    public void change(Change change, Sent sent) {
        all[change.server()].down =
                switch (change) {
                    case Change.Down _ -> true;
                    case Change.Up _ -> false;
                    case Change.Weight _ ->
                            throw new IllegalArgumentException(
                                    "nginx changes no weight at run time");
                };
    }

    /// The first or next attempt of a request.
    Choice attempt(long id, NginxRequest request, long second) {
        remembering = false;
        NginxPeer peer = pick(request, second);
        if (remembering && !balancing.shared()) {
            if (peer != null) {
                peer.connections--;
            }
            return new Choice.Unknown(enabled(), UNSHARED);
        }
        if (peer == null) {
            return new Choice.Refused(502);
        }
        request.current = peer;
        running.put(id, request);
        return new Choice.To(peer.server);
    }

    private List<Integer> enabled() {
        var servers = new ArrayList<Integer>();
        for (NginxPeer peer : all) {
            if (!peer.down) {
                servers.add(peer.server);
            }
        }
        return servers;
    }

    /// Whether the next attempt of a request may go to a server.
    boolean isEligible(NginxRequest request, int index, long second) {
        NginxPeer peer = request.peers.list[index];
        if (peer.down || request.hasTried(index)) {
            return false;
        }
        if (peer.isPaused(second) || peer.isFull()) {
            remembering = true;
            return false;
        }
        return true;
    }

    /// Sends a request to a server.
    static NginxPeer take(NginxRequest request, int index, long second) {
        NginxPeer peer = request.peers.list[index];
        request.tries(index);
        peer.begin(second);
        return peer;
    }

    /// The index of the server that affinity asks for, if a request may go there; else -1.
    int wanted(NginxRequest request, long second) {
        if (request.wanted >= 0) {
            NginxPeer[] peers = request.peers.list;
            for (int i = 0; i < peers.length; i++) {
                if (peers[i].server == request.wanted) {
                    return isEligible(request, i, second) ? i : -1;
                }
            }
        }
        return -1;
    }

    /// Whether there is more than one server to hash or draw among. Unless servers are `counted`, a
    /// single one with backup servers is hashed too.
    static boolean hasChoice(NginxRequest request, boolean counted) {
        NginxPeers peers = request.peers;
        return counted ? peers.list.length > 1 : !peers.single && peers.weightTotal > 0;
    }

    /// Whether one more server was looked at in vain too many.
    static boolean missesTooMany(NginxRequest request) {
        return ++request.misses > MISSES_MAX;
    }

    static boolean missedTooMany(NginxRequest request) {
        return request.misses > MISSES_MAX;
    }

    /// The server whose turn it is, of the primary servers or else of the backup servers.
    @Nullable NginxPeer takeTurn(NginxRequest request, long second) {
        while (true) {
            NginxPeer peer =
                    request.peers.single ? takeOnly(request) : takeHeaviest(request, second);
            NginxPeers backups = request.peers.backups;
            if (peer != null || backups == null) {
                return peer;
            }
            request.turnTo(backups);
        }
    }

    private @Nullable NginxPeer takeOnly(NginxRequest request) {
        NginxPeer only = request.peers.list[0];
        if (only.isFull()) {
            remembering = true;
        }
        if (only.down || only.isFull()) {
            return null;
        }
        only.beginAlone();
        return only;
    }

    /// Smooth turns by weight: everybody gains its effective weight, the first of the heaviest is
    /// chosen and pays what all gained. Who is wanted takes the place of the heaviest, but pays
    /// once only.
    private @Nullable NginxPeer takeHeaviest(NginxRequest request, long second) {
        NginxPeer[] peers = request.peers.list;
        int wanted = wanted(request, second);
        if (wanted >= 0) {
            NginxPeer peer = peers[wanted];
            if (peer.currentWeight <= -(request.peers.weightTotal - peer.weight)) {
                return take(request, wanted, second);
            }
        }
        int best = -1;
        int candidates = 0;
        long total = 0;
        for (int i = 0; i < peers.length; i++) {
            if (isEligible(request, i, second)) {
                NginxPeer peer = peers[i];
                total += peer.advance();
                candidates++;
                if (best < 0 || peer.currentWeight > peers[best].currentWeight) {
                    best = i;
                }
            }
        }
        if (wanted >= 0) {
            best = wanted;
        } else if (candidates > 1) {
            remembering = true;
        }
        if (best < 0) {
            return null;
        }
        peers[best].currentWeight -= total;
        return take(request, best, second);
    }

    /// Says that a choice depends on what a process remembers.
    void remembers() {
        remembering = true;
    }
}

package dev.evenkeel.balance;

import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Failure;
import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A pool of a running HAProxy: an algorithm, the limits and queues of its servers, what becomes of
/// failed attempts, and servers that come and go.
///
/// Servers that are full make requests wait: those that are bound to a server wait for that one,
/// all others for any server. A server with a free place serves who has waited longest.
final class HaproxyBalancer implements Balancer {
    private static final int UNAVAILABLE = 503;
    private static final int BAD_ANSWER = 502;
    private static final int NO_ANSWER = 504;

    private final HaproxyServers servers;
    private final HaproxyAlgorithm algorithm;
    private final HaproxyPersistence persistence;
    private final Balancing.Failover failover;
    private final Map<Long, Attempt> attempts = new HashMap<>();

    /// Who waits for any server, and who for each server, by the time since when.
    private final NavigableMap<Long, Attempt> waiting = new TreeMap<>();

    private final Map<Integer, NavigableMap<Long, Attempt>> waitingFor = new HashMap<>();
    private long waits;

    /// Whether the algorithm may have been asked without our knowing.
    private boolean isClouded;

    /// A request on its way. `server` is where it is or waits to be, -1 where it waits for any, or
    /// where it is at a server and at which is not known (`isLost`).
    private static final class Attempt {
        private final long request;
        private final @Nullable String key;
        private final Arrival.Wishes wishes;
        private int server = -1;
        private long waitsSince = -1;
        private boolean isLost;
        private int failures;

        /// Whether it was bound to its server before the algorithm was asked.
        private boolean isBound;

        Attempt(Arrival arrival) {
            this.request = arrival.request();
            this.key = arrival.key();
            this.wishes = arrival.wishes();
        }

        boolean isWaiting() {
            return waitsSince >= 0;
        }
    }

    HaproxyBalancer(
            Pool pool, HaproxyServers servers, HaproxyAlgorithm algorithm, AffinityTables tables) {
        this.servers = servers;
        this.algorithm = algorithm;
        this.persistence = new HaproxyPersistence(pool, servers, tables);
        this.failover = pool.balancing().failover();
    }

    @Override
    public Choice arrive(Arrival arrival) {
        advance(arrival.second(), (_, _) -> {});
        var attempt = new Attempt(arrival);
        if (attempts.put(arrival.request(), attempt) != null) {
            throw new IllegalArgumentException("request " + arrival.request() + " came before");
        }
        return begin(attempt, arrival.server());
    }

    @Override
    public Choice pass(Arrival arrival) {
        advance(arrival.second(), (_, _) -> {});
        var attempt = new Attempt(arrival);
        Choice choice = begin(attempt, arrival.server());
        if (!(choice instanceof Choice.Refused)) {
            end(attempt, (_, _) -> {});
        }
        return choice;
    }

    /// `asked` is the server it goes to without anybody being asked; -1: none.
    private Choice begin(Attempt attempt, int asked) {
        int server = asked;
        if (server < 0) {
            server = persistence.server(attempt.wishes);
        }
        if (server == HaproxyPersistence.UNKNOWN) {
            isClouded = true;
            return lose(
                    attempt,
                    new Choice.Unknown(
                            bindable(attempt.wishes), "what it is bound to is not known"));
        }
        if (server == HaproxyPersistence.NOBODY) {
            return choose(attempt, -1);
        }
        attempt.isBound = true;
        return send(attempt, server);
    }

    @Override
    public boolean takesUnknownKeys() {
        return true;
    }

    private Choice unknown(String why) {
        return new Choice.Unknown(candidates(), why);
    }

    /// The servers that a request may be bound to. Those that the algorithm leaves out are among
    /// them: backups, and servers without weight.
    private List<Integer> bindable(Arrival.Wishes wishes) {
        boolean evenDown = false;
        for (Arrival.Held held : wishes.held()) {
            evenDown |= held.evenDown();
        }
        var bindable = new ArrayList<Integer>();
        for (int server = 0; server < servers.count(); server++) {
            if (evenDown || servers.isUp(server)) {
                bindable.add(server);
            }
        }
        return bindable;
    }

    /// Asks the algorithm for a server, which is `avoided` (-1: nothing is) only if need be.
    private Choice choose(Attempt attempt, int avoided) {
        attempt.server = -1;
        if (servers.isNoneUsable()) {
            return refuse(attempt);
        }
        boolean othersWait = servers.isAnyAwaited() && servers.servedTotal() > 0;
        if (othersWait && algorithm.waitsBehindOthers()) {
            return await(attempt, -1);
        }
        String key = attempt.key;
        if (algorithm.isHash() && key != null && !Arrival.isKnown(key)) {
            isClouded = true;
            return lose(attempt, unknown("what is hashed is not known"));
        }
        if (isClouded && algorithm.remembers(key)) {
            return lose(attempt, unknown("it depends on requests of which not all is known"));
        }
        Choice choice = algorithm.choose(key, avoided);
        return switch (choice) {
            case Choice.To(int server) -> send(attempt, server);
            case Choice.Wait _ -> await(attempt, -1);
            case Choice.OneOf _, Choice.Unknown _ -> lose(attempt, choice);
            case Choice.Refused _ -> refuse(attempt);
        };
    }

    private Choice lose(Attempt attempt, Choice choice) {
        attempt.isLost = true;
        servers.lose(1);
        persistence.keep(attempt.wishes, HaproxyPersistence.UNKNOWN);
        return choice;
    }

    private Choice refuse(Attempt attempt) {
        attempts.remove(attempt.request);
        return new Choice.Refused(UNAVAILABLE);
    }

    /// Sends a request to a server, where it may have to wait.
    private Choice send(Attempt attempt, int server) {
        attempt.server = server;
        if (servers.hasRoom(server)) {
            give(attempt, server);
            algorithm.given(server);
            return new Choice.To(server);
        }
        int queueMax = servers.of(server).capacity().queueMax();
        if (queueMax == 0 || servers.queued(server) < queueMax) {
            return await(attempt, server);
        }
        if (attempt.isBound && failover.redispatch()) {
            attempt.isBound = false;
            return choose(attempt, server);
        }
        return refuse(attempt);
    }

    private void give(Attempt attempt, int server) {
        servers.give(server);
        persistence.keep(attempt.wishes, server);
    }

    private Choice await(Attempt attempt, int server) {
        attempt.server = server;
        attempt.waitsSince = waits++;
        queue(server).put(attempt.waitsSince, attempt);
        servers.queue(server, 1);
        return new Choice.Wait(server);
    }

    /// Who waits for a server, or for any (-1).
    private NavigableMap<Long, Attempt> queue(int server) {
        return server < 0 ? waiting : waitingFor.computeIfAbsent(server, _ -> new TreeMap<>());
    }

    private void leaveQueue(Attempt attempt) {
        queue(attempt.server).remove(attempt.waitsSince);
        attempt.waitsSince = -1;
        servers.queue(attempt.server, -1);
    }

    @Override
    public Choice fail(long request, long second, Sent sent) {
        return fail(request, Failure.connection(), second, sent);
    }

    @Override
    public Choice fail(long request, Failure failure, long second, Sent sent) {
        advance(second, sent);
        Attempt attempt = running(request);
        if (attempt.isLost) {
            return unknown("which server failed is not known");
        }
        int server = attempt.server;
        attempt.failures++;
        if (attempt.failures > failover.retries() || !failover.after().includes(failure)) {
            attempts.remove(request);
            leave(server, sent);
            return new Choice.Refused(status(failure));
        }
        if (!failover.redispatch() || !isMoved(attempt)) {
            return new Choice.To(server);
        }
        leave(server, sent);
        attempt.isBound = false;
        return choose(attempt, server);
    }

    private Attempt running(long request) {
        Attempt attempt = attempts.get(request);
        if (attempt == null || attempt.isWaiting()) {
            throw new IllegalArgumentException("request " + request + " is at no server");
        }
        return attempt;
    }

    private List<Integer> candidates() {
        var candidates = new ArrayList<Integer>();
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isCandidate(server)) {
                candidates.add(server);
            }
        }
        return candidates;
    }

    private static int status(Failure failure) {
        return switch (failure.kind()) {
            case CONNECTION, CONNECTION_TIMEOUT -> UNAVAILABLE;
            case BROKEN, INVALID -> BAD_ANSWER;
            case TIMEOUT -> NO_ANSWER;
            case STATUS -> failure.status();
        };
    }

    /// Whether another server is tried after this failure. Where any server will do that is so at
    /// once, else at every so many failures and when the server is down.
    private boolean isMoved(Attempt attempt) {
        int interval =
                failover.interval() >= 0
                        ? failover.interval()
                        : failover.retries() + 1 + failover.interval();
        return !servers.isRunning(attempt.server)
                || (interval != 0 && attempt.failures % interval == 0)
                || (!attempt.isBound && servers.actives() > 1 && !algorithm.isHash());
    }

    @Override
    public void end(long request, long second, Sent sent) {
        advance(second, sent);
        Attempt attempt = attempts.remove(request);
        if (attempt == null) {
            throw new IllegalArgumentException("request " + request + " is not here");
        }
        end(attempt, sent);
    }

    private void end(Attempt attempt, Sent sent) {
        if (attempt.isWaiting()) {
            leaveQueue(attempt);
        } else if (attempt.isLost) {
            servers.lose(-1);
        } else {
            leave(attempt.server, sent);
        }
    }

    /// A request has left a server: whoever waited longest for it, or for any server, comes.
    private void leave(int server, Sent sent) {
        servers.leave(server);
        algorithm.left(server);
        if (servers.queued(server) == 0 && !servers.isAnyAwaited()) {
            return;
        }
        NavigableMap<Long, Attempt> own = queue(server);
        boolean isGiven = false;
        while (servers.hasPlace(server)) {
            boolean isOpen = servers.servesPool(server) && servers.isAnyAwaited();
            if (own.isEmpty() && !isOpen) {
                break;
            }
            boolean isOwn = !own.isEmpty() && (!isOpen || own.firstKey() < waiting.firstKey());
            Attempt next = (isOwn ? own : waiting).firstEntry().getValue();
            leaveQueue(next);
            next.server = server;
            give(next, server);
            isGiven = true;
            sent.to(next.request, server);
        }
        if (isGiven) {
            algorithm.given(server);
        }
    }

    @Override
    public void change(Change change, Sent sent) {
        advance(change.second(), sent);
        int server = change.server();
        switch (change) {
            case Change.Down _ -> {
                if (servers.isUp(server)) {
                    update(server, () -> servers.go(server));
                    scatter(server, sent);
                }
            }
            case Change.Up _ -> {
                if (!servers.isUp(server)) {
                    update(server, () -> servers.come(server));
                    grab(server, sent);
                }
            }
            case Change.Weight(_, int weight, _) ->
                    update(server, () -> servers.weigh(server, weight));
        }
    }

    private void update(int server, Runnable change) {
        boolean wasUsable = servers.isUsable(server);
        int oldWeight = servers.weight(server);
        change.run();
        if (wasUsable != servers.isUsable(server) || oldWeight != servers.weight(server)) {
            algorithm.changed(server, wasUsable, oldWeight);
        }
    }

    /// Who waits for a server that is gone may go to another, if such may be tried.
    private void scatter(int server, Sent sent) {
        if (!failover.redispatch()) {
            return;
        }
        for (Attempt attempt : new ArrayList<>(queue(server).values())) {
            leaveQueue(attempt);
            attempt.isBound = false;
            switch (choose(attempt, server)) {
                case Choice.To(int other) -> sent.to(attempt.request, other);
                case Choice.Refused _ -> sent.to(attempt.request, -1);
                case Choice.Wait _, Choice.OneOf _, Choice.Unknown _ -> {}
            }
        }
    }

    /// A server that comes back takes who waits for any server.
    private void grab(int server, Sent sent) {
        if (!servers.servesPool(server)) {
            return;
        }
        for (Iterator<Attempt> all = new ArrayList<>(waiting.values()).iterator();
                all.hasNext() && servers.hasPlace(server); ) {
            Attempt next = all.next();
            leaveQueue(next);
            next.server = server;
            give(next, server);
            algorithm.given(server);
            sent.to(next.request, server);
        }
    }

    /// Gives servers that are coming back more, second by second.
    private void advance(long second, Sent sent) {
        boolean isWarming = true;
        for (long now = servers.now() + 1; now < second && isWarming; now++) {
            isWarming = warm(now, sent);
        }
        if (second > servers.now()) {
            warm(second, sent);
        }
    }

    private boolean warm(long now, Sent sent) {
        servers.setNow(now);
        boolean isWarming = false;
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isWarming(server)) {
                int warmed = server;
                update(warmed, () -> servers.warm(warmed));
                grab(warmed, sent);
                isWarming = true;
            }
        }
        return isWarming;
    }
}

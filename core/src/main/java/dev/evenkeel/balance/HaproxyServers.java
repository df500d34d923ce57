package dev.evenkeel.balance;

import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import java.util.List;

/// The servers of a pool as a running HAProxy sees them: who is usable, how heavy and how busy.
/// Servers are numbers: the index in the pool's list.
///
/// Where weights can change at run time (`scaled`) a weight counts 16 times, so that a server that
/// comes back can be given less than its weight; else weights are divided by what they have in
/// common.
final class HaproxyServers {
    private static final int SCALE = 16;

    /// What is kept of a server in `state`.
    private static final int MOST = 0;

    private static final int WEIGHT = 1;
    private static final int SERVED = 2;
    private static final int QUEUED = 3;
    private static final int FIELDS = 4;

    private final List<Server> servers;
    private final boolean scaled;
    private final boolean allBackups;
    private final int divisor;
    private final boolean[] up;
    private final int[] written;

    /// What every request looks at, server by server: side by side, as with thousands of pools each
    /// look at another piece of memory costs more than the choice.
    private final int[] state;

    /// The second at which a server came back, while it comes back slowly; else -1.
    private final long[] warmingSince;

    private long now;
    private int servedTotal;
    private int queuedForAny;
    private int lost;
    private int actives;
    private int backups;
    private int activeWeight;
    private int backupWeight;
    private int firstBackup;

    HaproxyServers(Pool pool, boolean scaled) {
        this.servers = pool.servers();
        this.scaled = scaled;
        this.allBackups = pool.balancing().failover().allBackups();
        int count = servers.size();
        up = new boolean[count];
        written = new int[count];
        state = new int[FIELDS * count];
        warmingSince = new long[count];
        int common = 0;
        for (int i = 0; i < count; i++) {
            written[i] = servers.get(i).capacity().weight();
            state[FIELDS * i + MOST] = servers.get(i).capacity().connectionsMax();
            common = commonDivisor(common, written[i]);
            up[i] = !servers.get(i).role().isDisabled();
            warmingSince[i] = -1;
        }
        divisor = Math.max(1, common);
        for (int i = 0; i < count; i++) {
            state[FIELDS * i + WEIGHT] = effective(i);
        }
        recount();
    }

    private static int commonDivisor(int one, int other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }

    int count() {
        return servers.size();
    }

    Server of(int server) {
        return servers.get(server);
    }

    int number(int server) {
        return servers.get(server).identity().number();
    }

    boolean isBackup(int server) {
        return servers.get(server).role().isBackup();
    }

    boolean isUp(int server) {
        return up[server];
    }

    boolean isUsable(int server) {
        return up[server] && state[FIELDS * server + WEIGHT] > 0;
    }

    /// Whether a server is up and no longer coming back.
    boolean isRunning(int server) {
        return up[server] && warmingSince[server] < 0;
    }

    /// The weight that counts now.
    int weight(int server) {
        return state[FIELDS * server + WEIGHT];
    }

    boolean isNoneUsable() {
        return actives + backups == 0;
    }

    /// How many usable servers are not kept for the case that no other is usable.
    int actives() {
        return actives;
    }

    /// The only server that is used although others may be usable: the first backup server; -1 when
    /// it is not so.
    int alone() {
        return actives == 0 ? firstBackup : -1;
    }

    /// How many servers are used.
    int used() {
        return actives > 0 ? actives : firstBackup >= 0 ? 1 : backups;
    }

    /// The weight of all servers that are used.
    int weightUsed() {
        return actives > 0
                ? activeWeight
                : firstBackup >= 0 ? state[FIELDS * firstBackup + WEIGHT] : backupWeight;
    }

    /// The weight of all usable servers that are, or are not, backup servers.
    int weightOf(boolean backup) {
        return backup ? backupWeight : activeWeight;
    }

    /// Whether a server is usable and of the kind that is used now.
    boolean isCandidate(int server) {
        return isUsable(server) && isBackup(server) == (actives == 0);
    }

    /// Whether a server may take requests that wait for any server.
    boolean servesPool(int server) {
        return isCandidate(server) && (actives > 0 || firstBackup < 0 || server == firstBackup);
    }

    int served(int server) {
        return state[FIELDS * server + SERVED];
    }

    int servedTotal() {
        return servedTotal;
    }

    int queued(int server) {
        return state[FIELDS * server + QUEUED];
    }

    /// Whether the load of every server is known.
    boolean isLoadKnown() {
        return lost == 0;
    }

    /// How many requests a server takes at once; 0: no limit. It is less while it comes back.
    int limit(int server) {
        if (state[FIELDS * server + MOST] == 0 || warmingSince[server] < 0) {
            return state[FIELDS * server + MOST];
        }
        long percent = 100 * (now - warmingSince[server]) / warmingLength(server);
        return (int) Math.max(1, state[FIELDS * server + MOST] * percent / 100);
    }

    /// Whether a server has a free place.
    boolean hasPlace(int server) {
        int limit = limit(server);
        return limit == 0 || state[FIELDS * server + SERVED] < limit;
    }

    /// Whether a server has a free place and nobody waits for it.
    boolean hasRoom(int server) {
        int limit = limit(server);
        return limit == 0
                || (state[FIELDS * server + QUEUED] == 0
                        && state[FIELDS * server + SERVED] < limit);
    }

    void give(int server) {
        state[FIELDS * server + SERVED]++;
        servedTotal++;
    }

    void leave(int server) {
        state[FIELDS * server + SERVED]--;
        servedTotal--;
    }

    /// One request more (or with -1 less) waits for this server, or for any (-1).
    void queue(int server, int by) {
        if (server < 0) {
            queuedForAny += by;
        } else {
            state[FIELDS * server + QUEUED] += by;
        }
    }

    /// Whether requests wait for any server.
    boolean isAnyAwaited() {
        return queuedForAny > 0;
    }

    /// One request more (or with -1 less) is at a server, and at which is not known.
    void lose(int by) {
        lost += by;
    }

    /// What comes to pass with a server.
    void come(int server) {
        up[server] = true;
        warmingSince[server] = warmingLength(server) > 0 ? now : -1;
        reweigh(server);
    }

    void go(int server) {
        up[server] = false;
        warmingSince[server] = -1;
        reweigh(server);
    }

    /// Somebody sets the weight. Where it cannot change at run time it can be taken away and given
    /// back, and anything else is refused.
    void weigh(int server, int to) {
        if (scaled || to == 0 || to == servers.get(server).capacity().weight()) {
            written[server] = to;
            reweigh(server);
        }
    }

    /// Whether a server is coming back.
    boolean isWarming(int server) {
        return warmingSince[server] >= 0;
    }

    /// It is later now.
    void setNow(long second) {
        now = second;
    }

    long now() {
        return now;
    }

    /// Gives a server that is coming back what it may have by now.
    void warm(int server) {
        if (now >= warmingSince[server] + warmingLength(server)) {
            warmingSince[server] = -1;
        }
        reweigh(server);
    }

    private long warmingLength(int server) {
        return (servers.get(server).capacity().slowStart().toMillis() + 999) / 1000;
    }

    private void reweigh(int server) {
        state[FIELDS * server + WEIGHT] = effective(server);
        recount();
    }

    private int effective(int server) {
        if (!scaled) {
            return written[server] / divisor;
        }
        if (warmingSince[server] < 0) {
            return written[server] * SCALE;
        }
        long length = warmingLength(server);
        return (int) (written[server] * ((SCALE * (now - warmingSince[server]) + length) / length));
    }

    private void recount() {
        actives = 0;
        backups = 0;
        activeWeight = 0;
        backupWeight = 0;
        firstBackup = -1;
        for (int i = 0; i < servers.size(); i++) {
            if (!isUsable(i)) {
                continue;
            }
            if (isBackup(i)) {
                firstBackup = firstBackup < 0 && !allBackups ? i : firstBackup;
                backups++;
                backupWeight += state[FIELDS * i + WEIGHT];
            } else {
                actives++;
                activeWeight += state[FIELDS * i + WEIGHT];
            }
        }
    }
}

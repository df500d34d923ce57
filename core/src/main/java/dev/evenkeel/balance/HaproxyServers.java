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

    private final List<Server> servers;
    private final boolean scaled;
    private final boolean allBackups;
    private final int divisor;
    private final boolean[] up;
    private final int[] written;
    private final int[] most;
    private final int[] weight;
    private final int[] served;
    private final int[] queued;

    /// The second at which a server came back, while it comes back slowly; else -1.
    private final long[] warmingSince;

    private long now;
    private int servedTotal;
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
        most = new int[count];
        weight = new int[count];
        served = new int[count];
        queued = new int[count];
        warmingSince = new long[count];
        int common = 0;
        for (int i = 0; i < count; i++) {
            written[i] = servers.get(i).capacity().weight();
            most[i] = servers.get(i).capacity().connectionsMax();
            common = commonDivisor(common, written[i]);
            up[i] = !servers.get(i).role().isDisabled();
            warmingSince[i] = -1;
        }
        divisor = Math.max(1, common);
        for (int i = 0; i < count; i++) {
            weight[i] = effective(i);
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
        return up[server] && weight[server] > 0;
    }

    /// Whether a server is up and no longer coming back.
    boolean isRunning(int server) {
        return up[server] && warmingSince[server] < 0;
    }

    /// The weight that counts now.
    int weight(int server) {
        return weight[server];
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
        return actives > 0 ? activeWeight : firstBackup >= 0 ? weight[firstBackup] : backupWeight;
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
        return served[server];
    }

    int servedTotal() {
        return servedTotal;
    }

    int queued(int server) {
        return queued[server];
    }

    /// Whether the load of every server is known.
    boolean isLoadKnown() {
        return lost == 0;
    }

    /// How many requests a server takes at once; 0: no limit. It is less while it comes back.
    int limit(int server) {
        if (most[server] == 0 || warmingSince[server] < 0) {
            return most[server];
        }
        long percent = 100 * (now - warmingSince[server]) / warmingLength(server);
        return (int) Math.max(1, most[server] * percent / 100);
    }

    /// Whether a server has a free place.
    boolean hasPlace(int server) {
        int limit = limit(server);
        return limit == 0 || served[server] < limit;
    }

    /// Whether a server has a free place and nobody waits for it.
    boolean hasRoom(int server) {
        int limit = limit(server);
        return limit == 0 || (queued[server] == 0 && served[server] < limit);
    }

    void give(int server) {
        served[server]++;
        servedTotal++;
    }

    void leave(int server) {
        served[server]--;
        servedTotal--;
    }

    /// One request more (or with -1 less) waits for this server.
    void queue(int server, int by) {
        queued[server] += by;
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
        weight[server] = effective(server);
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
                backupWeight += weight[i];
            } else {
                actives++;
                activeWeight += weight[i];
            }
        }
    }
}

package dev.evenkeel.verify;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Whether a pool goes on when the machines are gone whose loss is worst.
///
/// How many requests are under way is the rate times how long each lasts (Little, 1961). A machine
/// that is full is passed over for another, so that what counts is the sum of what those that are
/// left take; where the algorithm ties requests to a server, what each takes of its share.
final class Survival {
    private final Pool pool;
    private final int lost;
    private final List<Machine> active;
    private final List<Machine> backups;

    /// What one machine takes: the sum of its weights, and of its limits of connections (0: none).
    private record Machine(long weight, long connections) {
        double room() {
            return connections == 0 ? Double.POSITIVE_INFINITY : connections;
        }
    }

    record Answer(Judged.Truth truth, String text) {}

    private static final Answer HOLDS = new Answer(Judged.Truth.HOLDS, "");

    private Survival(Pool pool, int lost) {
        this.pool = pool;
        this.lost = lost;
        this.active = machines(PoolVerdict.machines(pool, Server.Role.ACTIVE).values());
        this.backups = machines(PoolVerdict.machines(pool, Server.Role.BACKUP).values());
    }

    private static List<Machine> machines(Collection<List<Server>> groups) {
        var machines = new ArrayList<Machine>();
        for (List<Server> servers : groups) {
            long weight = 0;
            long connections = 0;
            boolean unlimited = false;
            for (Server server : servers) {
                weight += server.capacity().weight();
                connections += server.capacity().connectionsMax();
                unlimited |= server.capacity().connectionsMax() == 0;
            }
            machines.add(new Machine(weight, unlimited ? 0 : connections));
        }
        machines.sort(Comparator.comparingDouble(Machine::room));
        return machines;
    }

    static Answer of(Pool pool, PoolClause.Survives clause) {
        return new Survival(pool, clause.lost()).answer(clause.load());
    }

    private Answer answer(PoolClause.@Nullable Load load) {
        int all = active.size() + backups.size();
        String without = "without " + lost + (lost == 1 ? " machine " : " machines ");
        if (all <= lost) {
            String have = all == 1 ? "it has only one" : "it has only " + all;
            return new Answer(Judged.Truth.FAILS, without + "none is left; " + have);
        }
        if (load == null) {
            return HOLDS;
        }
        Answer limits = connections(load, without);
        Double each = load.each();
        if (limits.truth() == Judged.Truth.FAILS || each == null) {
            return limits;
        }
        Answer rates = rates(load, each, without);
        // Where it is said what a machine takes, no limit of connections need say it.
        return rates;
    }

    /// The machines that are left in the worst cases: as many active ones as can be gone are gone,
    /// else all of them and some backups.
    private List<List<Machine>> left() {
        var cases = new ArrayList<List<Machine>>();
        int stay = Math.max(1, active.size() - lost);
        if (!active.isEmpty()) {
            cases.add(active.subList(0, stay));
        }
        int more = lost - active.size();
        if (more >= 0 && backups.size() > more) {
            boolean together = pool.balancing().failover().allBackups();
            cases.add(backups.subList(0, together ? backups.size() - more : 1));
        }
        return cases;
    }

    /// Against the limits of connections.
    private Answer connections(PoolClause.Load load, String without) {
        double need = load.rate() * load.seconds();
        double room = Double.POSITIVE_INFINITY;
        for (List<Machine> some : left()) {
            room = Math.min(room, some.stream().mapToDouble(Machine::room).sum());
        }
        if (need > room) {
            return new Answer(
                    Judged.Truth.FAILS,
                    without
                            + "there is room for "
                            + number(room)
                            + " requests at once, and "
                            + number(load.rate())
                            + " rps of "
                            + number(load.seconds())
                            + " s each are "
                            + number(need));
        }
        if (Double.isInfinite(room) && load.each() == null) {
            return new Answer(
                    Judged.Truth.OPEN,
                    "nothing says how much a machine takes; limit its connections, or say it, as in"
                            + " each: 400 rps");
        }
        if (pool.balancing().algorithm() instanceof Algorithm.Hash && load.each() == null) {
            return new Answer(
                    Judged.Truth.OPEN, "how many requests a machine gets hangs on what is hashed");
        }
        return HOLDS;
    }

    /// Against what one machine is said to take.
    private Answer rates(PoolClause.Load load, double each, String without) {
        Judged.Truth truth = Judged.Truth.HOLDS;
        double most = 0;
        for (List<Machine> some : cases()) {
            most = Math.max(most, worstShare(some));
        }
        if (pool.balancing().algorithm() instanceof Algorithm.Hash) {
            truth = Judged.Truth.OPEN;
        }
        double gets = most * load.rate();
        if (gets > each) {
            return new Answer(
                    Judged.Truth.FAILS,
                    without
                            + "one gets "
                            + PoolVerdict.percent(most)
                            + " of "
                            + number(load.rate())
                            + " rps, which are "
                            + number(gets)
                            + ", and takes "
                            + number(each));
        }
        return truth == Judged.Truth.OPEN
                ? new Answer(truth, "how many requests a machine gets hangs on what is hashed")
                : HOLDS;
    }

    /// Machines of which the worst are gone, by weight.
    private List<List<Machine>> cases() {
        var cases = new ArrayList<List<Machine>>();
        int gone = Math.min(lost, active.size() - 1);
        if (!active.isEmpty()) {
            cases.add(withoutHeaviest(active, gone));
        }
        int more = lost - active.size();
        if (more >= 0 && backups.size() > more) {
            boolean together = pool.balancing().failover().allBackups();
            cases.add(together ? withoutHeaviest(backups, more) : List.of(backups.getFirst()));
        }
        return cases;
    }

    /// Those that share the load when it is worst for the heaviest: the ones next to it are gone.
    private static List<Machine> withoutHeaviest(List<Machine> machines, int gone) {
        var sorted = new ArrayList<>(machines);
        sorted.sort(Comparator.comparingLong(Machine::weight).reversed());
        var left = new ArrayList<Machine>();
        left.add(sorted.getFirst());
        left.addAll(sorted.subList(1 + gone, sorted.size()));
        return left;
    }

    private double worstShare(List<Machine> some) {
        boolean oneAfterTheOther =
                pool.balancing().algorithm() instanceof Algorithm.First
                        && some.stream().anyMatch(machine -> machine.connections() == 0);
        if (oneAfterTheOther) {
            return 1;
        }
        long total = 0;
        long heaviest = 0;
        for (Machine machine : some) {
            total += machine.weight();
            heaviest = Math.max(heaviest, machine.weight());
        }
        return total == 0 ? 1 : (double) heaviest / total;
    }

    private static String number(double number) {
        return number == Math.rint(number)
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, "%.1f", number);
    }
}

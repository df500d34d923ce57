package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

/// `balance roundrobin`: in turn by weights that can change at any time.
///
/// A cycle has as many positions as the servers have weight, and a server takes one position in so
/// many as its weight says. Servers that have a place in this cycle are *due*, in the order of
/// their next position; those that come first in the next cycle are *later*, and those that had no
/// turn in this cycle yet are *fresh*, both with the heaviest first.
final class HaproxyRoundRobin implements HaproxyAlgorithm {
    /// The largest weight that counts.
    private static final int WEIGHT_MAX = 4096;

    private static final int WEIGHT_SCALE = 16;
    private static final int POSITION_SCALE = 256;

    private final HaproxyServers servers;
    private final boolean forgetsPlaces;
    private final Group active;
    private final Group backup;
    private final int[] position;
    private final int[] last;
    private final int[] rest;

    /// Servers that were set aside in a choice, in the order in which they were.
    private final int[] aside;

    /// Since 3.2 a server whose weight changes `forgetsPlaces`: it is placed as if it came back.
    HaproxyRoundRobin(HaproxyServers servers, boolean forgetsPlaces) {
        this.servers = servers;
        this.forgetsPlaces = forgetsPlaces;
        position = new int[servers.count()];
        last = new int[servers.count()];
        rest = new int[servers.count()];
        aside = new int[servers.count()];
        active = new Group(false);
        backup = new Group(true);
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isUsable(server)) {
                group(server).addFresh(server);
            }
        }
    }

    private Group group(int server) {
        return servers.isBackup(server) ? backup : active;
    }

    @Override
    public boolean waitsBehindOthers() {
        return true;
    }

    @Override
    public boolean remembers(@Nullable String key) {
        return true;
    }

    @Override
    public Choice choose(@Nullable String key, int avoided) {
        int alone = servers.alone();
        if (alone >= 0) {
            return new Choice.To(alone);
        }
        int server = (servers.actives() > 0 ? active : backup).choose(avoided);
        return server < 0 ? new Choice.Wait(-1) : new Choice.To(server);
    }

    @Override
    public void changed(int server, boolean wasUsable, int oldWeight) {
        boolean isUsable = servers.isUsable(server);
        Group group = group(server);
        if (wasUsable && !isUsable) {
            group.gone(server, oldWeight);
        } else if (!wasUsable && isUsable) {
            group.come(server);
        } else if (isUsable && servers.weight(server) != oldWeight) {
            group.reweighed(server, oldWeight);
        }
    }

    /// The servers that take turns with each other. All numbers are unsigned and wrap at 32 bits.
    private final class Group {
        private HaproxyOrder fresh = new HaproxyOrder(servers.count());
        private HaproxyOrder later = new HaproxyOrder(servers.count());
        private final HaproxyOrder due = new HaproxyOrder(servers.count());
        private int weight;
        private int weightNext;
        private int now;

        Group(boolean ofBackups) {
            weight = servers.weightOf(ofBackups);
            weightNext = weight;
            now = weight;
        }

        int choose(int avoided) {
            int asideCount = 0;
            boolean isPassedOver = false;
            boolean isExchanged = false;
            int chosen = -1;
            while (chosen < 0) {
                if (weight == 0) {
                    weight = weightNext;
                    now = weightNext;
                }
                int server = candidate();
                if (server < 0 && !isExchanged) {
                    isExchanged = true;
                    exchange();
                    server = candidate();
                }
                if (server < 0) {
                    chosen = isPassedOver ? avoided : -1;
                    break;
                }
                use(server);
                boolean hasRoom = servers.hasRoom(server);
                if (hasRoom && (server != avoided || isPassedOver)) {
                    chosen = server;
                } else {
                    isPassedOver |= hasRoom;
                    aside[asideCount++] = server;
                }
            }
            if (chosen >= 0) {
                place(chosen);
            }
            for (int i = asideCount - 1; i >= 0; i--) {
                if (aside[i] == chosen) {
                    continue;
                }
                if (isExchanged) {
                    addFresh(aside[i]);
                } else {
                    place(aside[i]);
                }
            }
            return chosen;
        }

        private int candidate() {
            int next = due.first();
            if (next >= 0 && Integer.compareUnsigned(position[next], now) <= 0) {
                return next;
            }
            int heaviest = fresh.first();
            if (heaviest < 0) {
                return next;
            }
            position[heaviest] = 0;
            rest[heaviest] = 0;
            return heaviest;
        }

        private void exchange() {
            HaproxyOrder before = fresh;
            fresh = later;
            later = before;
            weight = weightNext;
            now = weight;
        }

        /// Counts a turn of a server and takes it out of its order.
        private void use(int server) {
            int own = servers.weight(server);
            if (position[server] == 0) {
                position[server] = now;
            }
            last[server] = position[server];
            position[server] += Integer.divideUnsigned(weightNext, own);
            rest[server] += Integer.remainderUnsigned(weightNext, own);
            if (Integer.compareUnsigned(rest[server], own) >= 0) {
                rest[server] -= own;
                position[server]++;
            }
            takeOut(server);
            now++;
        }

        private void takeOut(int server) {
            fresh.remove(server);
            later.remove(server);
            due.remove(server);
        }

        /// Puts a server where its next position belongs.
        private void place(int server) {
            int at = position[server];
            if (Integer.compareUnsigned(at, 2 * weight) >= 0
                    || Integer.compareUnsigned(at, weight + weightNext) >= 0) {
                position[server] -= weight;
                later.add(server, WEIGHT_MAX - servers.weight(server));
            } else {
                int fine = WEIGHT_MAX + rest[server] - servers.weight(server);
                due.add(server, POSITION_SCALE * at + Integer.divideUnsigned(fine, WEIGHT_SCALE));
            }
        }

        private void addFresh(int server) {
            fresh.add(server, WEIGHT_MAX - servers.weight(server));
        }

        private void gone(int server, int oldWeight) {
            weightNext -= oldWeight;
            takeOut(server);
        }

        private void come(int server) {
            weightNext += servers.weight(server);
            placeAnew(server);
        }

        private void placeAnew(int server) {
            int ahead = weightNext + weight - now;
            position[server] = now + Integer.divideUnsigned(ahead, servers.weight(server));
            place(server);
        }

        private void reweighed(int server, int oldWeight) {
            int own = servers.weight(server);
            weightNext += own - oldWeight;
            if (forgetsPlaces) {
                rest[server] = fresh.has(server) ? 0 : rest[server];
                takeOut(server);
                placeAnew(server);
                return;
            }
            if (fresh.has(server)) {
                fresh.remove(server);
                addFresh(server);
                return;
            }
            if (later.has(server)) {
                position[server] += weight;
            }
            int before = position[server];
            int step = Integer.divideUnsigned(weightNext, own);
            position[server] = last[server] + step;
            rest[server] = 0;
            if (Integer.compareUnsigned(position[server], before) > 0) {
                position[server] = before;
            }
            if (Integer.compareUnsigned(position[server], now + 2) < 0) {
                position[server] = now + step;
            }
            takeOut(server);
            place(server);
        }
    }
}

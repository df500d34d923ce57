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

    /// What is kept of a server in `turns`.
    private static final int POSITION = 0;

    private static final int LAST = 1;
    private static final int REST = 2;
    private static final int FIELDS = 3;

    private final HaproxyServers servers;
    private final boolean forgetsPlaces;
    private final Group active;
    private final Group backup;

    /// Servers that were set aside in a choice, in the order in which they were.
    private final int[] aside;

    /// Since 3.2 a server whose weight changes `forgetsPlaces`: it is placed as if it came back.
    HaproxyRoundRobin(HaproxyServers servers, boolean forgetsPlaces) {
        this.servers = servers;
        this.forgetsPlaces = forgetsPlaces;
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
        /// Of each server its next position, its last one, and what is left over of its steps;
        /// behind that the orders. All in one, as with thousands of pools each look at another
        /// piece of memory costs more than the choice.
        private final int[] turns;

        private HaproxyOrder fresh;
        private HaproxyOrder later;
        private final HaproxyOrder due;
        private int weight;
        private int weightNext;
        private int now;

        Group(boolean ofBackups) {
            int count = servers.count();
            turns = new int[FIELDS * count + HaproxyOrder.room(3, count)];
            HaproxyOrder[] orders = HaproxyOrder.several(3, count, turns, FIELDS * count);
            fresh = orders[0];
            later = orders[1];
            due = orders[2];
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
            if (next >= 0 && Integer.compareUnsigned(turns[FIELDS * next + POSITION], now) <= 0) {
                return next;
            }
            int heaviest = fresh.first();
            if (heaviest < 0) {
                return next;
            }
            turns[FIELDS * heaviest + POSITION] = 0;
            turns[FIELDS * heaviest + REST] = 0;
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
            if (turns[FIELDS * server + POSITION] == 0) {
                turns[FIELDS * server + POSITION] = now;
            }
            turns[FIELDS * server + LAST] = turns[FIELDS * server + POSITION];
            turns[FIELDS * server + POSITION] += Integer.divideUnsigned(weightNext, own);
            turns[FIELDS * server + REST] += Integer.remainderUnsigned(weightNext, own);
            if (Integer.compareUnsigned(turns[FIELDS * server + REST], own) >= 0) {
                turns[FIELDS * server + REST] -= own;
                turns[FIELDS * server + POSITION]++;
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
            int at = turns[FIELDS * server + POSITION];
            if (Integer.compareUnsigned(at, 2 * weight) >= 0
                    || Integer.compareUnsigned(at, weight + weightNext) >= 0) {
                turns[FIELDS * server + POSITION] -= weight;
                later.add(server, WEIGHT_MAX - servers.weight(server));
            } else {
                int fine = WEIGHT_MAX + turns[FIELDS * server + REST] - servers.weight(server);
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
            turns[FIELDS * server + POSITION] =
                    now + Integer.divideUnsigned(ahead, servers.weight(server));
            place(server);
        }

        private void reweighed(int server, int oldWeight) {
            int own = servers.weight(server);
            weightNext += own - oldWeight;
            if (forgetsPlaces) {
                turns[FIELDS * server + REST] =
                        fresh.has(server) ? 0 : turns[FIELDS * server + REST];
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
                turns[FIELDS * server + POSITION] += weight;
            }
            int before = turns[FIELDS * server + POSITION];
            int step = Integer.divideUnsigned(weightNext, own);
            turns[FIELDS * server + POSITION] = turns[FIELDS * server + LAST] + step;
            turns[FIELDS * server + REST] = 0;
            if (Integer.compareUnsigned(turns[FIELDS * server + POSITION], before) > 0) {
                turns[FIELDS * server + POSITION] = before;
            }
            if (Integer.compareUnsigned(turns[FIELDS * server + POSITION], now + 2) < 0) {
                turns[FIELDS * server + POSITION] = now + step;
            }
            takeOut(server);
            place(server);
        }
    }
}

package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// `balance leastconn` since 3.2: the equally busy servers are kept in four lists, each server in
/// one that is drawn, and the first server of a list that is drawn is looked at. So chance decides
/// among the equally busy, in a way that depends on all draws since the start; and a server that is
/// full hides those behind it in its list.
final class HaproxyScatteredLeastConnections implements HaproxyAlgorithm {
    private static final String WHY =
            "since 3.2 leastconn chooses among equally busy servers by chance";

    private final HaproxyServers servers;
    private final HaproxyLoadOrder order;

    HaproxyScatteredLeastConnections(HaproxyServers servers) {
        this.servers = servers;
        this.order = new HaproxyLoadOrder(servers);
    }

    @Override
    public boolean remembers(@Nullable String key) {
        return false;
    }

    @Override
    public Choice choose(@Nullable String key, int avoided) {
        int alone = servers.alone();
        if (alone >= 0) {
            return new Choice.To(alone);
        }
        var candidates = new ArrayList<Integer>();
        boolean isSure = false;
        boolean isHidden = false;
        HaproxyOrder used = order.used();
        int before = -1;
        for (int i = 0; i < used.size(); i++) {
            int server = used.at(i);
            if (servers.isLoadKnown() && before >= 0 && !used.areEqual(before, server)) {
                isSure |= !candidates.isEmpty() && !isHidden;
                if (isSure) {
                    break;
                }
                isHidden = false;
            }
            if (order.hasRoom(server) && server != avoided) {
                candidates.add(server);
            } else {
                isHidden = true;
            }
            before = server;
        }
        isSure |= !candidates.isEmpty() && !isHidden;
        return isSure ? among(candidates) : amongOrNone(candidates, avoided);
    }

    /// Where full servers may hide all others the server to be avoided is taken after all, or none.
    private Choice amongOrNone(List<Integer> candidates, int avoided) {
        boolean isSpared = avoided >= 0 && servers.isCandidate(avoided) && order.hasRoom(avoided);
        candidates.add(isSpared ? avoided : -1);
        return among(candidates);
    }

    private static Choice among(List<Integer> candidates) {
        if (candidates.size() > 1) {
            return new Choice.Unknown(candidates, WHY);
        }
        int only = candidates.getFirst();
        return only < 0 ? new Choice.Wait(-1) : new Choice.To(only);
    }

    @Override
    public void changed(int server, boolean wasUsable, int oldWeight) {
        if (wasUsable != servers.isUsable(server) || servers.weight(server) != oldWeight) {
            order.changed(server);
        }
    }

    @Override
    public void given(int server) {
        order.reposition(server);
    }

    @Override
    public void left(int server) {
        order.reposition(server);
    }
}

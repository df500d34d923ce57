package dev.evenkeel.report;

import dev.evenkeel.predict.ShareChange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes of shares by pool; pools whose servers have the same names and shares stand together.
final class ShareGroups {
    private static final int POOLS_NAMED = 4;

    private ShareGroups() {}

    /// The pools, and what is the same of all of them.
    record Group(List<String> pools, List<ShareChange> servers) {
        /// `pool web`, `3 pools (a, b, c)`, each name between the marks.
        String names(String mark) {
            var names = new ArrayList<String>();
            for (String pool : pools.subList(0, Math.min(POOLS_NAMED, pools.size()))) {
                names.add(mark + DiffWords.shown(pool) + mark);
            }
            int more = pools.size() - names.size();
            String all = String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
            return pools.size() == 1
                    ? "pool " + all
                    : Tally.count(pools.size(), "pool") + " (" + all + ")";
        }
    }

    static List<Group> of(List<ShareChange> changes) {
        record Row(String server, @Nullable Double before, @Nullable Double after, String why) {}
        Map<String, List<ShareChange>> byPool = new LinkedHashMap<>();
        for (ShareChange change : changes) {
            byPool.computeIfAbsent(change.pool(), _ -> new ArrayList<>()).add(change);
        }
        Map<List<Row>, Group> groups = new LinkedHashMap<>();
        byPool.forEach((pool, servers) -> {
            var rows = new ArrayList<Row>();
            for (ShareChange one : servers) {
                rows.add(new Row(one.server(), one.before(), one.after(), one.why()));
            }
            groups.computeIfAbsent(rows, _ -> new Group(new ArrayList<>(), servers))
                    .pools()
                    .add(pool);
        });
        return List.copyOf(groups.values());
    }
}

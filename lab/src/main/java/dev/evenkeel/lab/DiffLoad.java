package dev.evenkeel.lab;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Pairs of configurations to be compared: a name for people, and the texts before and after.
record DiffLoad(String name, String before, String after) {
    private static final String HEAD =
            """
            defaults
              mode http
              timeout client 5s
              timeout server 5s
              timeout connect 5s
            frontend f
              bind 127.0.0.1:18080
            """;

    /// So many rules that ask for a host and a path, `changed` of them for another path or with
    /// another pool.
    static DiffLoad rules(int rules, int changed) {
        String before = new TraceLoad(rules, TraceLoad.Kind.BOTH).configuration();
        String[] lines = before.split("\n", -1);
        for (int i = 0; i < changed; i++) {
            int rule = i * (rules / changed);
            int line = rule + ruleFirst(lines);
            boolean moved = i % 2 == 0;
            lines[line] =
                    moved
                            ? lines[line].replace(" b" + rule + " ", " b" + (rule + 1) + " ")
                            : lines[line].replace(TraceLoad.path(rule), "/new" + rule + "/");
        }
        String name = "%,d rules, %d of them changed".formatted(rules, changed);
        return new DiffLoad(name, before, String.join("\n", lines));
    }

    private static int ruleFirst(String[] lines) {
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("  use_backend ")) {
                return i;
            }
        }
        throw new IllegalStateException("no rules");
    }

    /// Regular expressions that look for letters at a distance, so that together they need far more
    /// states than each of them.
    static DiffLoad regexes(int count) {
        List<String> conditions =
                IntStream.range(0, count)
                        .mapToObj(i -> "{ path_reg " + (char) ('a' + i % 13) + ".{" + i + "}z }")
                        .toList();
        return of(count + " overlapping regular expressions", "", conditions);
    }

    /// Rules each of which wants half of so many headers not to have a value.
    static DiffLoad negations(int count, Random random) {
        List<String> conditions =
                IntStream.range(0, count)
                        .mapToObj(_ -> {
                            var condition = new StringBuilder();
                            for (int header = 0; header < count; header++) {
                                if (random.nextBoolean()) {
                                    condition.append(" !h").append(header);
                                }
                            }
                            return condition.toString().strip();
                        })
                        .toList();
        var named = new StringBuilder();
        for (int header = 0; header < count; header++) {
            named.append("  acl h").append(header).append(" hdr(x-").append(header).append(") a\n");
        }
        String name = count + " headers, each rule negates half of them";
        return of(name, named.toString(), conditions);
    }

    /// One rule for each condition; after the change two of them stand in the other order.
    private static DiffLoad of(String name, String named, List<String> conditions) {
        int middle = conditions.size() / 2;
        var order = new StringBuilder(HEAD).append(named);
        var changed = new StringBuilder(HEAD).append(named);
        for (int i = 0; i < conditions.size(); i++) {
            int other = i == middle ? i + 1 : i == middle + 1 ? i - 1 : i;
            order.append(rule(i, conditions));
            changed.append(rule(other, conditions));
        }
        var pools = new StringBuilder();
        for (int i = 0; i < conditions.size(); i++) {
            pools.append("backend b").append(i).append("\n  server s 10.0.0.").append(i + 1);
            pools.append(":80\n");
        }
        return new DiffLoad(name, order.append(pools).toString(), changed.append(pools).toString());
    }

    private static String rule(int number, List<String> conditions) {
        return "  use_backend b" + number + " if " + conditions.get(number) + "\n";
    }
}

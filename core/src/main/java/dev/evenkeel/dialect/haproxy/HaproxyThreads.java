package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Balancing;

/// How threads are grouped.
final class HaproxyThreads {
    private HaproxyThreads() {}

    /// Whether all threads are of one group. Without a word about it there may be several since
    /// 3.3, on machines with many processors.
    static Balancing.State state(HaproxyConfig config) {
        boolean counted = false;
        String policy = "";
        for (HaproxySection section : config.sections()) {
            if (!section.kind().equals("global")) {
                continue;
            }
            for (HaproxyLine line : section.lines()) {
                switch (line.word(0)) {
                    case "thread-groups" -> {
                        return line.is(1, "1") ? Balancing.State.SHARED : Balancing.State.APART;
                    }
                    case "nbthread" -> counted = true;
                    case "cpu-policy" -> policy = line.word(1);
                    default -> {}
                }
            }
        }
        boolean one =
                counted
                        || switch (policy) {
                            case "none", "first-usable-node" -> true;
                            case "" -> !config.version().atLeast(3, 3);
                            default -> false;
                        };
        return one ? Balancing.State.SHARED : Balancing.State.UNSAID;
    }
}

package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Balancing.After;
import dev.evenkeel.model.Failure.Kind;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The words of `proxy_next_upstream` and its like: after which failures another server is tried.
final class NginxFailures {
    /// What counts when nothing is written: `error timeout`.
    static final After STANDARD = after(List.of("error", "timeout"));

    /// What counts in a `stream`: no connection.
    static final After CONNECTION = After.CONNECTION;

    /// Nothing does.
    static final After NONE = new After(Set.of(), Set.of(), false);

    private NginxFailures() {}

    static After after(List<String> words) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<Integer> statuses = new HashSet<>();
        boolean unrepeatable = false;
        for (String word : words) {
            switch (word) {
                case "error" -> kinds.addAll(Set.of(Kind.CONNECTION, Kind.BROKEN));
                case "timeout" -> kinds.addAll(Set.of(Kind.CONNECTION_TIMEOUT, Kind.TIMEOUT));
                case "invalid_header" -> kinds.add(Kind.INVALID);
                case "non_idempotent" -> unrepeatable = true;
                case "off" -> {
                    return NONE;
                }
                default -> {
                    if (word.startsWith("http_")) {
                        statuses.add(NginxNumber.parse(word.substring(5)));
                    }
                }
            }
        }
        return new After(kinds, statuses, unrepeatable);
    }

    /// What both say.
    static After both(After one, After other) {
        Set<Kind> kinds = new HashSet<>(one.kinds());
        kinds.retainAll(other.kinds());
        Set<Integer> statuses = new HashSet<>(one.statuses());
        statuses.retainAll(other.statuses());
        return new After(kinds, statuses, one.unrepeatable() && other.unrepeatable());
    }
}

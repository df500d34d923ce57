package dev.evenkeel.loopback;

import java.util.List;

/// What stands in for a list, a map or a file of passwords that a configuration names and that is
/// not there.
@FunctionalInterface
public interface Absent {
    /// Nothing.
    Absent EMPTY = (_, _) -> "";

    /// A text; `use` says what it is for (`list of src`, `map_beg_ip`, `passwords`), `pools` are
    /// the names of all pools.
    String text(String use, List<String> pools);
}

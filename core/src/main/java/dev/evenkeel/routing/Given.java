package dev.evenkeel.routing;

import java.util.Map;
import java.util.Set;

/// What the user says about things that are not known before run time. `values` holds what an
/// expression that is not modelled yields, by its text as written (`nbsrv(app)` → `2`); `files` are
/// the paths that exist (directories end with `/`), and with `onlyFiles` no others do.
public record Given(Map<String, String> values, Set<String> files, boolean onlyFiles) {
    public Given {
        values = Map.copyOf(values);
        files = Set.copyOf(files);
    }

    public static Given nothing() {
        return new Given(Map.of(), Set.of(), false);
    }
}

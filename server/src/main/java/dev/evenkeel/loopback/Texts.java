package dev.evenkeel.loopback;

import java.util.List;
import java.util.Map;

/// What a program is started with: its main texts in order, and the files they name, by name
/// relative to the folder it runs in, one char per byte; and the environment variables they name.
public record Texts(
        List<String> mains, Map<String, String> files, Map<String, String> environment) {
    public Texts {
        mains = List.copyOf(mains);
        files = Map.copyOf(files);
        environment = Map.copyOf(environment);
    }

    /// What a main text is called in the folder: `config`, `config-2` and so on.
    static String name(int index) {
        return index == 0 ? "config" : "config-" + (index + 1);
    }
}

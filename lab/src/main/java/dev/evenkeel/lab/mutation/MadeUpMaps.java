package dev.evenkeel.lab.mutation;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts beside a configuration; in place of a map of HAProxy that is not there one whose keys are
/// addresses, which are texts as well, and whose values are the names of pools.
record MadeUpMaps(Sources others, Source main) implements Sources {
    private static final Pattern MAP = Pattern.compile("map(?:_[a-z_]+)?\\(([^,()\\s]+)");

    private static final Pattern POOL =
            Pattern.compile("^\\s*(?:backend|listen)\\s+(\\S+)", Pattern.MULTILINE);

    private static final int ENTRIES_MAX = 6;

    @Override
    public Lookup read(String path) {
        Lookup found = others.read(path);
        return found instanceof Missing && isMap(path)
                ? new Found(Source.of(path, entries()))
                : found;
    }

    @Override
    public boolean exists(String path) {
        return others.exists(path) || isMap(path);
    }

    @Override
    public List<String> match(String pattern) {
        return others.match(pattern);
    }

    private boolean isMap(String path) {
        Matcher map = MAP.matcher(main.text());
        while (map.find()) {
            if (map.group(1).equals(path)) {
                return true;
            }
        }
        return false;
    }

    private String entries() {
        var pools = new ArrayList<String>();
        Matcher pool = POOL.matcher(main.text());
        while (pool.find()) {
            pools.add(pool.group(1));
        }
        var text = new StringBuilder();
        for (int i = 0; i < ENTRIES_MAX; i++) {
            String value = pools.isEmpty() ? "value" + i : pools.get(i % pools.size());
            text.append("192.0.2.").append(i + 1).append(' ').append(value).append('\n');
        }
        return text.toString();
    }
}

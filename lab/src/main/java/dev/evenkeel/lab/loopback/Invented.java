package dev.evenkeel.lab.loopback;

import dev.evenkeel.loopback.Absent;

import java.util.List;

/// Files of which nothing is known, made up so that requests can be aimed at what is in them.
final class Invented implements Absent {
    @Override
    public String text(String use, List<String> pools) {
        if (use.equals("passwords")) {
            return "nobody:{PLAIN}nothing\n";
        }
        return use.startsWith("map") ? map(use, pools) : list(use);
    }

    private static String list(String use) {
        if (use.contains("src") || use.contains("ip")) {
            return "127.0.0.9\n127.3.0.0/16\n";
        }
        if (use.contains("path") || use.contains("url")) {
            return "/listed\n/listed/deep\n";
        }
        if (use.contains("host") || use.contains("sni")) {
            return "listed.example\nwww.listed.example\n";
        }
        return "listed\n";
    }

    /// Keys of every kind to pools.
    private static String map(String use, List<String> pools) {
        List<String> keys =
                use.contains("ip")
                        ? List.of("127.0.0.9", "127.3.0.0/16")
                        : use.contains("int")
                                ? List.of("1", "2")
                                : List.of("listed.example", "/listed", "listed");
        var map = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            String pool = pools.isEmpty() ? "none" : pools.get(i % pools.size());
            map.append(keys.get(i)).append(' ').append(use.endsWith("_int") ? "7" : pool);
            map.append('\n');
        }
        return map.toString();
    }
}

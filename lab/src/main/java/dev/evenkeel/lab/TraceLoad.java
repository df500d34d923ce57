package dev.evenkeel.lab;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A configuration with a pool for each of many rules, and requests that ask for them at random.
record TraceLoad(int rules, Kind kind) {
    /// What the rules look at.
    enum Kind {
        HOST("hosts"),
        PATH("paths"),
        BOTH("hosts and paths");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        private String condition(int i) {
            String host = "{ hdr(host) -i h" + i + ".example }";
            String path = "{ path_beg /p" + i + "/ }";
            return switch (this) {
                case HOST -> host;
                case PATH -> path;
                case BOTH -> host + " " + path;
            };
        }
    }

    private static final int SERVERS = 3;
    private static final long SEED = 7;

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

    void writeConfiguration(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEAD);
            for (int i = 0; i < rules; i++) {
                out.write("  use_backend b" + i + " if " + kind.condition(i) + "\n");
            }
            for (int i = 0; i < rules; i++) {
                out.write("backend b" + i + "\n  balance roundrobin\n");
                for (int k = 0; k < SERVERS; k++) {
                    String address = "10." + i / 250 + "." + i % 250 + "." + (k + 1);
                    out.write("  server s" + k + " " + address + ":80 weight 10\n");
                }
            }
        }
    }

    void writeRequests(Path file, int count) throws IOException {
        var random = new Random(SEED);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int n = 0; n < count; n++) {
                int i = random.nextInt(rules);
                out.write(
                        "{\"id\":\"r"
                                + n
                                + "\",\"port\":18080,\"method\":\"GET\",\"host\":\"h"
                                + i
                                + ".example\",\"target\":\"/p"
                                + i
                                + "/index.html?item="
                                + random.nextInt(10_000)
                                + "\",\"headers\":[[\"User-Agent\",\"Mozilla/5.0 (X11; Linux"
                                + " x86_64)\"],[\"Accept\",\"*/*\"]],\"source\":\"10.1."
                                + random.nextInt(256)
                                + "."
                                + random.nextInt(256)
                                + "\"}\n");
            }
        }
    }
}

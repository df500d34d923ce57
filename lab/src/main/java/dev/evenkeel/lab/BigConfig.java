package dev.evenkeel.lab;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A HAProxy configuration as large as the largest that generators write: one listener with a rule
/// for each pool, and three servers in each.
record BigConfig(int pools, boolean named) {
    private static final int SERVERS = 3;

    private static final String HEAD =
            """
            global
              maxconn 1000
            defaults
              mode http
              timeout client 5s
              timeout server 5s
              timeout connect 5s
            frontend f
              bind 127.0.0.1:18080
            """;

    /// How its conditions are written.
    String style() {
        return named ? "named conditions" : "anonymous conditions";
    }

    void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEAD);
            for (int i = 0; i < pools; i++) {
                out.write(named ? namedRule(i) : anonymousRule(i));
            }
            out.write("  default_backend b0\n");
            for (int i = 0; i < pools; i++) {
                out.write("backend b" + i + "\n  balance roundrobin\n");
                for (int k = 0; k < SERVERS; k++) {
                    String address = "10." + i / 250 + "." + i % 250 + "." + (k + 1);
                    out.write("  server s" + k + " " + address + ":80 check weight 10\n");
                }
            }
        }
    }

    private static String anonymousRule(int i) {
        return "  use_backend b"
                + i
                + " if { hdr(host) -i h"
                + i
                + ".example } { path_beg /p"
                + i
                + "/ }\n";
    }

    private static String namedRule(int i) {
        return "  acl a"
                + i
                + " hdr(host) -i h"
                + i
                + ".example\n  use_backend b"
                + i
                + " if a"
                + i
                + " { path_beg /p"
                + i
                + "/ }\n";
    }
}

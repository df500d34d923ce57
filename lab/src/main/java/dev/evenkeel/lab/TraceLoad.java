package dev.evenkeel.lab;

import dev.evenkeel.model.Request;

import java.util.List;
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

        boolean isHostAsked() {
            return this != PATH;
        }

        boolean isPathAsked() {
            return this != HOST;
        }
    }

    private static final int PORT = 18080;
    private static final int SERVERS = 3;
    private static final int ITEMS = 10_000;

    private static final String HEAD =
            """
            defaults
              mode http
              timeout client 5s
              timeout server 5s
              timeout connect 5s
            frontend f
              bind 127.0.0.1:\
            """;

    /// The host that a rule asks for.
    static String host(int rule) {
        return "h" + rule + ".example";
    }

    /// What the path begins with that a rule asks for.
    static String path(int rule) {
        return "/p" + rule + "/";
    }

    String configuration() {
        var text = new StringBuilder(HEAD).append(PORT).append('\n');
        for (int i = 0; i < rules; i++) {
            text.append("  use_backend b").append(i).append(" if");
            text.append(kind.isHostAsked() ? " { hdr(host) -i " + host(i) + " }" : "");
            text.append(kind.isPathAsked() ? " { path_beg " + path(i) + " }\n" : "\n");
        }
        for (int i = 0; i < rules; i++) {
            text.append("backend b").append(i).append("\n  balance roundrobin\n");
            for (int k = 0; k < SERVERS; k++) {
                String address = "10." + i / 250 + "." + i % 250 + "." + (k + 1);
                text.append("  server s").append(k).append(' ').append(address);
                text.append(":80 weight 10\n");
            }
        }
        return text.toString();
    }

    /// A request that the rule of a random number takes.
    Request request(Random random) {
        int rule = random.nextInt(rules);
        String target = path(rule) + "index.html?item=" + random.nextInt(ITEMS);
        String source = "10.1." + random.nextInt(256) + "." + random.nextInt(256);
        return new Request(
                "GET",
                host(rule),
                target,
                List.of(
                        new Request.Header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"),
                        new Request.Header("Accept", "*/*")),
                new Request.Connection(source, PORT, false, "", "1.1"));
    }

    /// Requests as lines of JSON.
    String lines(int count, Random random) {
        var lines = new StringBuilder();
        for (int n = 0; n < count; n++) {
            Request request = request(random);
            lines.append("{\"id\":\"r").append(n).append("\",\"port\":").append(PORT);
            lines.append(",\"method\":\"GET\",\"host\":\"").append(request.host());
            lines.append("\",\"target\":\"").append(request.target());
            lines.append("\",\"headers\":[");
            for (int i = 0; i < request.headers().size(); i++) {
                Request.Header header = request.headers().get(i);
                lines.append(i == 0 ? "[\"" : ",[\"").append(header.name()).append("\",\"");
                lines.append(header.value()).append("\"]");
            }
            lines.append("],\"source\":\"").append(request.connection().source());
            lines.append("\"}\n");
        }
        return lines.toString();
    }
}

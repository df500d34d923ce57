package dev.evenkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.cli.Surroundings.Terminal;
import dev.evenkeel.report.Reports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A silent run of every command in every format, over the examples and over larger configurations
/// made for it: the build records it, so that later starts find their classes loaded and linked,
/// and know which methods to compile. Not for users.
final class Rehearsal {
    private static final int POOLS = 1000;
    private static final int ROUNDS = 15;

    private static final String REQUESTS =
            """
            {"id":"a","target":"/p/x?y=1","host":"h7.example","port":8080,"source":"10.0.0.1"}
            {"id":2,"method":"POST","target":"/","headers":[["Cookie","a=b"]],"port":8080}
            """
                    .repeat(500);

    private Rehearsal() {}

    static void main(String[] arguments) throws IOException {
        for (boolean onTerminal : List.of(false, true)) {
            small(Path.of(arguments[0])).forEach(words -> run(words, onTerminal));
        }
        Path folder = Files.createTempDirectory("evenkeel");
        Path haproxy = Files.writeString(folder.resolve("haproxy.cfg"), haproxy());
        Path nginx = Files.writeString(folder.resolve("nginx.conf"), nginx());
        for (int round = 0; round < ROUNDS; round++) {
            run(List.of("check", haproxy.toString()), false);
            run(List.of("check", nginx.toString()), false);
            for (Path path : List.of(haproxy, nginx)) {
                run(List.of("trace", path.toString(), "http://h7.example:8080/p/x"), false);
                run(List.of("trace", path.toString(), "--requests", "-"), false);
            }
        }
        for (Path path : List.of(haproxy, nginx, folder)) {
            Files.delete(path);
        }
    }

    private static void run(List<String> words, boolean onTerminal) {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        var terminal = new Terminal(onTerminal, onTerminal, 100);
        var requests = new ByteArrayInputStream(REQUESTS.getBytes(UTF_8));
        Main.run(
                words,
                new Surroundings(requests, silent, silent, System.getenv(), Path.of(""), terminal));
    }

    private static List<List<String>> small(Path examples) {
        var acts = new ArrayList<List<String>>();
        acts.add(List.of("--help"));
        acts.add(List.of("--version"));
        acts.add(List.of("explain"));
        acts.add(List.of("explain", "refused"));
        acts.add(List.of("explain", "refused", "--format", "json"));
        acts.add(List.of("explain", "no-such-check"));
        for (String configuration : List.of("shop/haproxy.cfg", "shop-nginx/nginx.conf")) {
            String path = examples.resolve(configuration).toString();
            for (String format : Reports.names()) {
                acts.add(List.of("check", path, "--format", format));
            }
            for (String format : List.of("text", "json")) {
                for (String url : List.of("https://shop.example/login", "http://shop.example/")) {
                    acts.add(List.of("trace", path, url, "-H", "X-A: b", "--format", format));
                }
            }
        }
        String change = examples.resolve("outages/1").toString();
        for (String format : List.of("text", "markdown", "json")) {
            String before = change + "/before.cfg";
            String after = change + "/after.cfg";
            acts.add(List.of("diff", before, after, "--max-moved", "5%", "--format", format));
        }
        for (String format : Reports.names()) {
            String tests = change + "/tests.yaml";
            acts.add(List.of("test", tests, change + "/after.cfg", "--format", format));
        }
        acts.add(List.of("test", "--generate", change + "/before.cfg"));
        return acts;
    }

    private static String haproxy() {
        var text =
                new StringBuilder(
                        """
                        defaults
                            mode http
                            timeout connect 5s
                            timeout client 5s
                            timeout server 5s
                        frontend f
                            bind :8080
                        """);
        for (int i = 0; i < POOLS; i++) {
            text.append("    acl host" + i + " hdr(host) -i h" + i + ".example\n")
                    .append("    use_backend b" + i + " if host" + i + " { path_beg /p/ }\n");
        }
        for (int i = 0; i < POOLS; i++) {
            text.append("backend b" + i + "\n    balance leastconn\n");
            for (int k = 1; k <= 3; k++) {
                text.append("    server s" + k + " " + address(i, k) + " check weight 10\n");
            }
        }
        return text.toString();
    }

    private static String nginx() {
        var text = new StringBuilder("events {}\nhttp {\n");
        for (int i = 0; i < POOLS; i++) {
            text.append("    upstream b" + i + " {\n        zone b" + i + " 64k;\n");
            for (int k = 1; k <= 3; k++) {
                text.append("        server " + address(i, k) + " weight=10;\n");
            }
            text.append("    }\n    server {\n        listen 8080;\n")
                    .append("        server_name h" + i + ".example;\n")
                    .append("        location /p/ { proxy_pass http://b" + i + "; }\n    }\n");
        }
        return text.append("}\n").toString();
    }

    private static String address(int pool, int server) {
        return "10." + pool / 250 + "." + pool % 250 + "." + server + ":80";
    }
}

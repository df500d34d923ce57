package dev.evenkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.cli.Surroundings.Terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A run over the examples with every command in every format, silently: the build records it, so
/// that later starts find their classes loaded and linked. Not for users.
final class Rehearsal {
    private static final List<String> FORMATS =
            List.of("text", "json", "sarif", "junit", "github", "markdown");

    private Rehearsal() {}

    static void main(String[] arguments) {
        Path examples = Path.of(arguments[0]);
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        for (boolean onTerminal : List.of(false, true)) {
            var terminal = new Terminal(onTerminal, onTerminal, 100);
            var surroundings =
                    new Surroundings(silent, silent, System.getenv(), Path.of(""), terminal);
            for (List<String> words : acts(examples)) {
                Main.run(words, surroundings);
            }
        }
    }

    private static List<List<String>> acts(Path examples) {
        var acts = new ArrayList<List<String>>();
        acts.add(List.of("--help"));
        acts.add(List.of("--version"));
        acts.add(List.of("explain"));
        acts.add(List.of("explain", "refused"));
        acts.add(List.of("explain", "refused", "--format", "json"));
        acts.add(List.of("explain", "no-such-check"));
        for (String configuration : List.of("shop/haproxy.cfg", "shop-nginx/nginx.conf")) {
            String path = examples.resolve(configuration).toString();
            for (String format : FORMATS) {
                acts.add(List.of("check", path, "--format", format));
            }
        }
        return acts;
    }
}

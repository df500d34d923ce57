package dev.evenkeel.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whole processes over hostile inputs, each within a second and 256 MB: `lab/hostile`.
final class Hostile {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Hostile() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("evenkeel-hostile");
        int bad = 0;
        for (HostileInput input : HostileInput.in(folder)) {
            HostileRun run = HostileRun.of(evenkeel(), input, folder);
            boolean slow = run.took().compareTo(LONGEST) > 0;
            boolean good = run.complaint().isEmpty() && !slow;
            bad += good ? 0 : 1;
            System.out.printf(
                    "%s %5d ms  status %2d  %s%s%n",
                    good ? "ok  " : "BAD ",
                    run.took().toMillis(),
                    run.status(),
                    input.name(),
                    run.complaint().isEmpty() ? "" : ": " + run.complaint());
        }
        delete(folder);
        System.out.println(bad + " bad");
        System.exit(bad == 0 ? 0 : 1);
    }

    /// As the launcher starts it, with a smaller heap.
    private static List<String> evenkeel() {
        Path image = Repository.root().resolve("target/evenkeel");
        Path lib = image.resolve("lib/evenkeel");
        var jars = new ArrayList<String>();
        for (String jar : List.of("cli", "core", "jackson-core", "snakeyaml-engine")) {
            jars.add(lib.resolve(jar + ".jar").toString());
        }
        return List.of(
                image.resolve("bin/java").toString(),
                "-XX:AOTCache=" + lib.resolve("evenkeel.aot"),
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                String.join(":", jars),
                "dev.evenkeel.cli.Main");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

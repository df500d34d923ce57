package dev.evenkeel.lab.conformance;

import dev.evenkeel.lab.Repository;
import dev.evenkeel.loopback.Program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real programs that predictions are held against.
final class Programs {
    /// The distributions whose programs are fetched.
    private static final List<String> SUITES = List.of("trixie", "sid");

    private static final int MINUTES_MAX = 10;

    private Programs() {}

    /// Every program that can be had: those of the system and those that `lab/unpack` fetches for
    /// it, oldest first.
    static List<Program> all() throws IOException {
        var all = new ArrayList<Program>();
        for (String dialect : List.of("haproxy", "nginx")) {
            Program.installed(dialect, System.getenv()).ifPresent(all::add);
            for (String suite : SUITES) {
                Path folder = Repository.root().resolve("target").resolve("debian-" + suite);
                Path program = folder.resolve(dialect);
                if (!Files.isExecutable(program)) {
                    unpack(suite);
                }
                if (Files.isExecutable(program)) {
                    all.add(Program.at(dialect, program.toString()));
                } else {
                    System.err.println("left out: " + dialect + " of " + suite);
                }
            }
        }
        return all;
    }

    private static void unpack(String suite) throws IOException {
        String unpack = Repository.root().resolve("lab/unpack").toString();
        Process process = new ProcessBuilder(unpack, suite).inheritIO().start();
        try {
            process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One whole process over one hostile input. `status` is -1 when it had to be stopped.
record HostileRun(HostileInput input, int status, Duration took, String answer, String notes) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static HostileRun of(List<String> evenkeel, HostileInput input, Path folder)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(evenkeel);
        command.add("check");
        command.addAll(input.arguments());
        Path answer = Files.createTempFile(folder, "answer", "");
        Path notes = Files.createTempFile(folder, "notes", "");
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(Redirect.to(answer.toFile()))
                        .redirectError(Redirect.to(notes.toFile()))
                        .start();
        boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        int status = ended ? process.exitValue() : -1;
        var run = new HostileRun(input, status, took, beginning(answer), beginning(notes));
        Files.delete(answer);
        Files.delete(notes);
        return run;
    }

    /// What is wrong with it; empty when the input met a clear answer.
    String complaint() {
        if (status < 0) {
            return "had to be stopped";
        }
        if (status > 3) {
            return "ended with " + status + ": " + notes.strip();
        }
        if (notes.contains("fault of evenkeel") || notes.contains("\tat ")) {
            return notes.strip();
        }
        return answer.isBlank() && notes.isBlank() ? "said nothing" : "";
    }

    private static String beginning(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4_000), UTF_8);
        }
    }
}

package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one run of Evenkeel took from its start to its end: the time on the wall, that on the
/// processors, and the most memory it held in bytes. The last two are looked at every few
/// milliseconds.
record WholeProcess(int status, Duration took, Duration processors, long peak, String answer) {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int LOOK_MILLIS = 5;

    /// The words of a command that starts Evenkeel.
    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Repository.root().resolve("evenkeel").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    static WholeProcess of(String... arguments) throws IOException {
        Path answer = Files.createTempFile("evenkeel", ".answer");
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command(arguments))
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(answer.toFile())
                        .redirectError(Redirect.DISCARD)
                        .start();
        try {
            long peak = 0;
            Duration processors = Duration.ZERO;
            while (process.isAlive()) {
                peak = Math.max(peak, peak(process.pid()));
                processors = process.info().totalCpuDuration().orElse(processors);
                Thread.sleep(LOOK_MILLIS);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new WholeProcess(
                    process.exitValue(), took, processors, peak, Files.readString(answer, UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
            Files.delete(answer);
        }
    }

    /// The most memory that a process held until now, in bytes; 0 when it has just ended.
    private static long peak(long process) {
        try {
            String status = Files.readString(Path.of("/proc/" + process + "/status"));
            Matcher peak = PEAK.matcher(status);
            return peak.find() ? 1024 * Long.parseLong(peak.group(1)) : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    double seconds() {
        return took.toNanos() / 1e9;
    }

    long megabytes() {
        return Math.round(peak / 1e6);
    }
}

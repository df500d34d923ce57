package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// How many requests a second `trace --requests` follows on one processor when it is warm, JSON
/// read and written: `lab/trace-speed [ROUNDS]`. Writes its section of `docs/performance.md`.
///
/// A process is fed through a pipe, round by round, and its processor time is read whenever it has
/// answered all: what else the machine does meanwhile costs it little.
final class TraceSpeed {
    private static final List<Integer> SIZES = List.of(100, 1000, 10_000);
    private static final long SEED = 7;

    /// So many requests are made; a round asks them several times over.
    private static final int REQUESTS = 50_000;

    private static final int REPEATS_WARM = 8;
    private static final int REPEATS = 4;

    private TraceSpeed() {}

    static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        Path file = Files.createTempFile("evenkeel-trace", ".cfg");
        var rows = new StringBuilder();
        for (TraceLoad.Kind kind : TraceLoad.Kind.values()) {
            var micros = new ArrayList<Double>();
            for (int size : SIZES) {
                micros.add(micros(new TraceLoad(size, kind), file, rounds));
            }
            rows.append("| ").append(kind.words()).append(" |");
            micros.forEach(one ->
                    rows.append(
                            String.format(Locale.ROOT, " %,.0f |", Math.rint(1000 / one) * 1000)));
            rows.append(
                    String.format(
                            Locale.ROOT, " × %.1f |%n", micros.getLast() / micros.getFirst()));
        }
        Files.delete(file);
        String page = page(rounds, rows.toString());
        PerformancePage.replace("Following requests", page);
        System.out.print(page);
    }

    /// Microseconds of processor time for a request: the median of some rounds.
    private static double micros(TraceLoad load, Path file, int rounds) throws IOException {
        Files.writeString(file, load.configuration());
        byte[] lines = load.lines(REQUESTS, new Random(SEED)).getBytes(US_ASCII);
        Process process =
                new ProcessBuilder(
                                "taskset",
                                "-c",
                                "0",
                                Repository.root().resolve("evenkeel").toString(),
                                "trace",
                                file.toString(),
                                "--requests",
                                "-")
                        .redirectError(Redirect.INHERIT)
                        .start();
        try (OutputStream in = process.getOutputStream();
                InputStream out = process.getInputStream()) {
            ask(lines, REPEATS_WARM, in, out);
            var micros = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                Duration before = processorTime(process);
                ask(lines, REPEATS, in, out);
                Duration took = processorTime(process).minus(before);
                micros[round] = took.toNanos() / 1e3 / REQUESTS / REPEATS;
            }
            Arrays.sort(micros);
            return micros[rounds / 2];
        } finally {
            process.destroy();
        }
    }

    private static Duration processorTime(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// Sends all lines so often, and waits for as many answers.
    private static void ask(byte[] lines, int repeats, OutputStream in, InputStream out)
            throws IOException {
        Thread sender =
                Thread.startVirtualThread(() -> {
                    try {
                        for (int i = 0; i < repeats; i++) {
                            in.write(lines);
                        }
                        in.flush();
                    } catch (IOException closed) {
                        // The reader meets the end of the answers, and tells.
                    }
                });
        var buffer = new byte[1 << 16];
        long missing = (long) REQUESTS * repeats;
        while (missing > 0) {
            int count = out.read(buffer);
            if (count < 0) {
                throw new IOException(missing + " answers are missing");
            }
            for (int i = 0; i < count; i++) {
                missing -= buffer[i] == '\n' ? 1 : 0;
            }
        }
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String page(int rounds, String rows) {
        return String.format(
                Locale.ROOT,
                """
                Generated by `lab/trace-speed`: `evenkeel trace --requests` as a whole process on
                one processor; requests in JSON read, decided down to the server and answered in
                JSON. Processor time, of the medians of %d rounds of %,d requests, behind %,d more
                in which it starts and becomes warm.

                Requests a second, for a generated HAProxy configuration with so many rules and
                pools, and the cost of a request among 10,000 as a multiple of that among 100:

                | rules on | 100 | 1,000 | 10,000 | cost |
                | --- | ---: | ---: | ---: | ---: |
                %s\
                """,
                rounds,
                REQUESTS * REPEATS,
                REQUESTS * REPEATS_WARM,
                rows);
    }
}

package dev.evenkeel.lab;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/// Commands run one after the other, round by round, so that what disturbs the machine disturbs all
/// of them.
final class Contest {
    /// How long one command took in each round.
    record Result(List<String> command, List<Long> nanos) {
        double medianSeconds() {
            return nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e9;
        }
    }

    private static final File NOWHERE = new File("/dev/null");

    private Contest() {}

    static List<Result> run(int rounds, List<List<String>> commands) throws IOException {
        var results = new ArrayList<Result>();
        for (List<String> command : commands) {
            results.add(new Result(command, new ArrayList<>()));
            once(command);
        }
        for (int round = 0; round < rounds; round++) {
            for (Result result : results) {
                result.nanos().add(once(result.command()));
            }
        }
        return results;
    }

    private static long once(List<String> command) throws IOException {
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(NOWHERE))
                        .redirectOutput(Redirect.to(NOWHERE))
                        .redirectError(Redirect.to(NOWHERE))
                        .start();
        try {
            int status = process.waitFor();
            long took = System.nanoTime() - start;
            if (status > 1) {
                throw new IOException(command + " ended with " + status);
            }
            return took;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.evenkeel.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The processes that a run started: how they are known again, and how they are ended.
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Path PROCESSES = Path.of("/proc");

    /// Behind the name of the program, which stands in brackets and may hold anything.
    private static final int START_TIME = 19;

    private Leftovers() {}

    /// Number and time of start: `4711 8123456`.
    static String entry(ProcessHandle process) {
        return process.pid() + " " + started(process);
    }

    /// When a process started, in a form that is the same whenever it is asked for: where there is
    /// one, the count of the system, which no change of the clock moves. Source: proc(5), field 22
    /// of /proc/PID/stat.
    private static String started(ProcessHandle process) {
        try {
            String text = Files.readString(PROCESSES.resolve(process.pid() + "/stat"));
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return fields[START_TIME];
        } catch (IOException | IndexOutOfBoundsException notLinux) {
            return process.info().startInstant().map(Object::toString).orElse("unknown");
        }
    }

    /// Ends the processes that a journal names and that are still the same, and those that work in
    /// a folder; waits until they have ended.
    static void end(Path folder, Path journal) throws IOException {
        var left = new ArrayList<ProcessHandle>();
        if (Files.exists(journal)) {
            for (String line : Files.readAllLines(journal)) {
                same(line).ifPresent(left::add);
            }
        }
        left.addAll(workingIn(folder));
        left.forEach(ProcessHandle::destroyForcibly);
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : left) {
            try {
                process.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("process " + process.pid() + " does not end", e);
            }
        }
    }

    private static Optional<ProcessHandle> same(String entry) {
        int blank = entry.indexOf(' ');
        // A run may be killed while it writes.
        if (blank <= 0 || !entry.chars().limit(blank).allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(entry.substring(0, blank)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> entry(process).equals(entry));
    }

    /// A process that was started is not in the journal yet; but it works in the folder.
    private static List<ProcessHandle> workingIn(Path folder) throws IOException {
        if (!Files.isDirectory(PROCESSES)) {
            return List.of();
        }
        Path real = folder.toRealPath();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> worksIn(process, real)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            Path link = PROCESSES.resolve(process.pid() + "/cwd");
            return Files.readSymbolicLink(link).startsWith(folder);
        } catch (IOException ofSomebodyElse) {
            return false;
        }
    }
}

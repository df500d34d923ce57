package dev.evenkeel.lab.loopback;

import dev.evenkeel.lab.conformance.Chance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs with real programs are killed at random moments; after every tenth one ends by itself, and
/// then no process, port or file may be left: `lab/killed [COUNT] [SEED] [DIALECT]`.
final class Killed {
    private static final int ROUND = 10;
    private static final int PATIENCE_SECONDS = 120;

    /// Stages that follow each other until a run is killed.
    private static final int MANY = 1000;

    private final Path folder;
    private final Chance chance;
    private final String dialect;
    private int midway;
    private int withFiles;
    private int withProcesses;
    private long lifeMillis = 4000;

    private Killed(Path folder, Chance chance, String dialect) {
        this.folder = folder;
        this.chance = chance;
        this.dialect = dialect;
    }

    static void main(String[] arguments) throws IOException, InterruptedException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<String> dialects =
                arguments.length > 2 ? List.of(arguments[2]) : List.of("haproxy", "nginx");
        int left = 0;
        for (String dialect : dialects) {
            Path folder = Files.createTempDirectory("evenkeel-killed");
            // What runs as another user must get through.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            var killed = new Killed(folder, new Chance(seed), dialect);
            List<String> leftovers = killed.run(count / dialects.size());
            System.out.printf(
                    "%s: %d runs killed, %d of them with a stage set up; then files were there %d"
                            + " times and processes %d times; left behind after the next run: %d%n",
                    dialect,
                    count / dialects.size(),
                    killed.midway,
                    killed.withFiles,
                    killed.withProcesses,
                    leftovers.size());
            leftovers.forEach(each -> System.out.println("  " + each));
            left += leftovers.size();
            Files.deleteIfExists(folder);
        }
        if (left > 0) {
            System.exit(1);
        }
    }

    private List<String> run(int count) throws IOException, InterruptedException {
        var left = new ArrayList<String>();
        for (int i = 1; i <= count; i++) {
            kill();
            if (i % ROUND == 0 || i == count) {
                long begin = System.nanoTime();
                Process last = victim(1);
                if (!last.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || last.exitValue() != 0) {
                    left.add("a run after one that was killed does not end well");
                }
                // So that moments of all phases are hit, however fast the machine is now.
                lifeMillis = (System.nanoTime() - begin) / 1_000_000;
                left.addAll(left());
            }
        }
        return left;
    }

    private void kill() throws IOException, InterruptedException {
        Process victim = victim(MANY);
        Thread.sleep(chance.between(0, (int) lifeMillis * 2));
        if (!files().isEmpty()) {
            midway++;
        }
        victim.destroyForcibly();
        victim.waitFor();
        Thread.sleep(20);
        withFiles += files().isEmpty() ? 0 : 1;
        withProcesses += processes().isEmpty() ? 0 : 1;
    }

    private Process victim(int times) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.evenkeel.lab.loopback.Victim",
                        dialect,
                        String.valueOf(times))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
    }

    /// Everything that should not be there.
    private List<String> left() throws IOException {
        var left = new ArrayList<String>();
        files().forEach(file -> left.add("file " + file));
        processes().forEach(each -> left.add("process " + each));
        return left;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            return inside.filter(path -> !path.equals(folder)).toList();
        } catch (UncheckedIOException meanwhile) {
            return List.of(folder);
        }
    }

    /// Whoever works in the folder; who holds a port of a stage is one of them.
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        Path link = Path.of("/proc", String.valueOf(process.pid()), "cwd");
                        return Files.readSymbolicLink(link).startsWith(folder);
                    } catch (IOException gone) {
                        return false;
                    }
                })
                .map(process -> process.pid() + " " + process.info().command().orElse(""))
                .toList();
    }
}

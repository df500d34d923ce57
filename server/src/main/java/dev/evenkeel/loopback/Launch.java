package dev.evenkeel.loopback;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// How a program is started: its command as words (no shell sees them), the folder it works in, the
/// environment it gets and the file that takes what it says. It ends when this process ends, where
/// the system can see to that, and root's privileges are given up before it starts.
record Launch(List<String> command, Path folder, Map<String, String> environment, Path notes) {
    /// Of the user nobody, on all systems that have one.
    private static final int NOBODY = 65_534;

    private static final List<String> SETPRIV =
            List.of("/usr/bin/setpriv", "/bin/setpriv", "/usr/sbin/setpriv", "/sbin/setpriv");

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException notLinux) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /// Gives a file to the user that programs run as.
    static void handOver(Path path) throws IOException {
        if (isRoot()) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    private static List<String> guards() throws IOException {
        var guards = new ArrayList<String>();
        for (String program : SETPRIV) {
            if (guards.isEmpty() && Files.isExecutable(Path.of(program))) {
                guards.addAll(List.of(program, "--pdeathsig", "KILL", "--no-new-privs"));
            }
        }
        if (isRoot()) {
            if (guards.isEmpty()) {
                throw new IOException(
                        "root's privileges cannot be given up without setpriv (util-linux);"
                                + " install it, or start this as another user");
            }
            String nobody = String.valueOf(NOBODY);
            guards.addAll(List.of("--reuid", nobody, "--regid", nobody, "--clear-groups"));
        }
        if (!guards.isEmpty()) {
            guards.add("--");
        }
        return guards;
    }

    /// The system ends a process together with the thread that started it. So that is one of its
    /// own, which stays as long as the process.
    Process start() throws IOException {
        var words = new ArrayList<>(guards());
        words.addAll(command);
        var builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(notes.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        var started = new CompletableFuture<Process>();
        Thread.ofPlatform().daemon().name("keeper").start(() -> keep(builder, started));
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void keep(ProcessBuilder builder, CompletableFuture<Process> started) {
        try {
            Process process = builder.start();
            started.complete(process);
            process.waitFor();
        } catch (IOException e) {
            started.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.evenkeel.lab.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A real proxy that runs with a configuration in a folder of its own. Closing it ends the process
/// and removes the folder.
public final class RealProxy implements AutoCloseable {
    /// The program does not run with this configuration; the message is what it said.
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String said) {
            super(said);
        }
    }

    /// Where proxies listen.
    static final InetAddress HOST = InetAddress.getLoopbackAddress();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NOTES = "notes";

    private final Path folder;
    private final Process process;

    private RealProxy(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// Starts a program and waits until all these ports accept connections.
    public static RealProxy start(Program program, Case trial, Set<Integer> ports)
            throws IOException {
        Path folder = prepared(trial);
        var command = new ArrayList<>(program.command());
        if (program.dialect().equals("haproxy")) {
            command.addAll(List.of("-db", "-f", "config"));
        } else {
            command.addAll(List.of("-p", folder + "/", "-e", NOTES, "-c", folder + "/config"));
            command.addAll(List.of("-g", "daemon off; master_process off;"));
        }
        Process process = begin(command, folder, folder.resolve(NOTES));
        var proxy = new RealProxy(folder, process);
        try {
            for (int port : ports) {
                proxy.await(port);
            }
            return proxy;
        } catch (IOException e) {
            proxy.close();
            throw e;
        }
    }

    /// What is wrong with a configuration; empty when the program would start with it.
    public static String refusal(Program program, Case trial) throws IOException {
        Path folder = prepared(trial);
        try {
            var command = new ArrayList<>(program.command());
            command.addAll(
                    program.dialect().equals("haproxy")
                            ? List.of("-c", "-f", "config")
                            : List.of("-t", "-p", folder + "/", "-e", NOTES, "-c", "config"));
            if (!program.dialect().equals("haproxy")) {
                command.set(command.size() - 1, folder + "/config");
            }
            int status = run(command, folder, folder.resolve(NOTES), PATIENCE);
            return status == 0 ? "" : "refused: " + notes(folder);
        } finally {
            remove(folder);
        }
    }

    /// Runs a command to its end and returns its status; what it says goes to a file.
    static int run(List<String> command, Path folder, Path notes, Duration patience)
            throws IOException {
        Process process = begin(command, folder, notes);
        try {
            if (process.waitFor(patience)) {
                return process.exitValue();
            }
            throw new IOException(command + " does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process begin(List<String> command, Path folder, Path notes) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(notes.toFile()))
                .start();
    }

    private static Path prepared(Case trial) throws IOException {
        Path folder = Files.createTempDirectory("evenkeel-proxy");
        Files.writeString(folder.resolve("config"), trial.text(), ISO_8859_1);
        Files.createDirectories(folder.resolve("html"));
        for (Map.Entry<String, String> file : trial.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue(), ISO_8859_1);
        }
        return folder;
    }

    private void await(int port) throws IOException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < patience) {
            if (!process.isAlive()) {
                throw new Refused(notes(folder));
            }
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(HOST, port));
                return;
            } catch (ConnectException notYet) {
                pause();
            }
        }
        throw new IOException("port " + port + " does not open: " + notes(folder));
    }

    /// For as long as a program may take to open a port.
    static void pause() throws IOException {
        try {
            Thread.sleep(3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String notes(Path folder) throws IOException {
        Path file = folder.resolve(NOTES);
        return Files.exists(file) ? Files.readString(file, ISO_8859_1).strip() : "";
    }

    /// What the program said so far.
    public String notes() throws IOException {
        return notes(folder);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

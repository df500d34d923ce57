package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A real proxy that runs with a configuration in a folder of its own. Closing it ends the process
/// and removes the folder.
public final class RealProxy implements AutoCloseable {
    /// The program does not run with this configuration; the message is what it said.
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        public Refused(String said) {
            super(said);
        }

        /// Whether it is only a port that somebody else has taken meanwhile.
        boolean isPortTaken() {
            return String.valueOf(getMessage()).contains("Address already in use");
        }
    }

    /// Where proxies listen.
    static final InetAddress HOST = InetAddress.getLoopbackAddress();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NOTES = "notes";

    /// What a program needs to run, whatever its configuration names.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    private final Workspace workspace;
    private final Path folder;
    private final Process process;

    private RealProxy(Workspace workspace, Path folder, Process process) {
        this.workspace = workspace;
        this.folder = folder;
        this.process = process;
    }

    /// Starts a program and waits until all these ports accept connections.
    public static RealProxy start(Program program, Texts texts, Set<Integer> ports)
            throws IOException {
        Workspace workspace = Workspace.ofThisProcess();
        Path folder = workspace.open();
        RealProxy proxy;
        try {
            prepare(folder, texts);
            var command = new ArrayList<>(program.command());
            if (program.dialect().equals("haproxy")) {
                command.add("-db");
                command.addAll(mains(texts));
            } else {
                command.addAll(List.of("-p", folder + "/", "-e", NOTES, "-c", folder + "/config"));
                command.addAll(List.of("-g", "daemon off; master_process off;"));
            }
            proxy = new RealProxy(workspace, folder, begin(workspace, command, folder, texts));
        } catch (IOException e) {
            workspace.close(folder);
            throw e;
        }
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
    static String refusal(Program program, Texts texts) throws IOException {
        Workspace workspace = Workspace.ofThisProcess();
        Path folder = workspace.open();
        try {
            prepare(folder, texts);
            var command = new ArrayList<>(program.command());
            if (program.dialect().equals("haproxy")) {
                command.add("-c");
                command.addAll(mains(texts));
            } else {
                command.addAll(List.of("-t", "-p", folder + "/", "-e", NOTES));
                command.addAll(List.of("-c", folder + "/config"));
            }
            Process process = begin(workspace, command, folder, texts);
            try {
                if (!process.waitFor(PATIENCE)) {
                    throw new IOException(program + " does not end");
                }
                return process.exitValue() == 0 ? "" : "refused: " + notes(folder);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                end(process);
            }
        } finally {
            workspace.close(folder);
        }
    }

    private static List<String> mains(Texts texts) {
        var words = new ArrayList<String>();
        for (int i = 0; i < texts.mains().size(); i++) {
            words.add("-f");
            words.add(Texts.name(i));
        }
        return words;
    }

    private static Process begin(
            Workspace workspace, List<String> command, Path folder, Texts texts)
            throws IOException {
        var environment = new HashMap<>(ENVIRONMENT);
        texts.environment().forEach(environment::putIfAbsent);
        return workspace.start(new Launch(command, folder, environment, folder.resolve(NOTES)));
    }

    private static void prepare(Path folder, Texts texts) throws IOException {
        for (int i = 0; i < texts.mains().size(); i++) {
            write(folder.resolve(Texts.name(i)), texts.mains().get(i));
        }
        Files.createDirectories(folder.resolve("html"));
        for (Map.Entry<String, String> file : texts.files().entrySet()) {
            Path path = folder.resolve(file.getKey()).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException(file.getKey() + " would lie outside of the folder");
            }
            Path parent = path.getParent();
            Files.createDirectories(parent == null ? folder : parent);
            write(path, file.getValue());
        }
        Path notes = Files.createFile(folder.resolve(NOTES));
        Launch.handOver(notes);
        Launch.handOver(folder);
    }

    private static void write(Path path, String text) throws IOException {
        Files.writeString(path, text, ISO_8859_1);
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
        try {
            end(process);
        } finally {
            workspace.close(folder);
        }
    }

    /// Ends a process, and waits until it has ended: its ports are free then.
    private static void end(Process process) throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE)) {
                throw new IOException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

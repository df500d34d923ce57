package dev.evenkeel.loopback;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Where programs that are tested run: below one folder for all runs of a user, each run has a
/// folder of its own, with a journal of the processes it started, and beside it a file that it
/// holds locked while it lives.
///
/// Whatever ends a run, nothing of it stays. It clears up when it ends by itself or by a signal.
/// When it is killed, the system ends its processes where it can ([Launch]), and the next run finds
/// the file no longer locked, ends the processes that are left and removes the folder. A process is
/// known by its number and the time it started together, or by the folder it works in; so no
/// process of somebody else is ended.
///
/// Whoever finds a file unlocked removes it while holding the lock. So whoever has made a file and
/// locked it, and then still finds it there, is alone with it from then on.
final class Workspace {
    private static final String JOURNAL = "journal";
    private static final String LOCK = ".lock";
    private static final int ATTEMPTS_MAX = 100;

    /// The locked files of this process, which must not even be opened: closing any of the channels
    /// of a file gives up its lock.
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path top;
    private @Nullable Run run;
    private boolean isOver;

    /// A folder, the file that stands for it, and the channel that holds its lock.
    private record Run(Path folder, Path file, FileChannel channel, List<Path> inside) {}

    private static final class Ours {
        private static final Workspace WORKSPACE = ours();

        private static Workspace ours() {
            try {
                var workspace = new Workspace(standard());
                Runtime.getRuntime().addShutdownHook(new Thread(workspace::end));
                return workspace;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Workspace(Path top) {
        this.top = top;
    }

    /// The one of this process.
    static Workspace ofThisProcess() throws IOException {
        try {
            return Ours.WORKSPACE;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new IOException("there is no folder for temporary files", e);
        }
    }

    /// `/tmp/evenkeel-anna`
    private static Path standard() throws IOException {
        String name = us().getName().replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir")).resolve("evenkeel-" + name);
    }

    /// Who owns what this process makes.
    private static UserPrincipal us() throws IOException {
        Path file = Files.createTempFile("evenkeel", "");
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }

    /// A new empty folder for a program. What dead runs left is cleared up before the first one.
    synchronized Path open() throws IOException {
        if (isOver) {
            throw new IOException("the process is ending");
        }
        Run here = run;
        if (here == null) {
            here = begin();
            run = here;
        }
        Path folder = Files.createTempDirectory(here.folder(), "program-");
        here.inside().add(folder);
        return folder;
    }

    private Run begin() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                makeTop();
                sweep();
                Run begun = begun();
                if (begun != null) {
                    return begun;
                }
            } catch (NoSuchFileException removedMeanwhile) {
                // By a run that ended and left the top empty.
            }
        }
        throw new IOException("no folder can be made in " + top);
    }

    /// `null` when another run took the file for that of a dead one.
    private @Nullable Run begun() throws IOException {
        String name = "run-" + UUID.randomUUID();
        Path file = top.resolve(name + LOCK);
        OWN.add(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        if (!Files.exists(file)) {
            channel.close();
            OWN.remove(file);
            return null;
        }
        Path folder = Files.createDirectory(top.resolve(name));
        permit(folder);
        return new Run(folder, file, channel, new ArrayList<>());
    }

    private void makeTop() throws IOException {
        try {
            Files.createDirectory(top);
            permit(top);
        } catch (FileAlreadyExistsException there) {
            boolean ours =
                    Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)
                            && Files.getOwner(top, LinkOption.NOFOLLOW_LINKS).equals(us());
            if (!ours) {
                throw new IOException(top + " belongs to somebody else; remove it", there);
            }
        }
    }

    /// Only its owner looks into a folder. Through those of root others may go to what is theirs.
    private static void permit(Path folder) throws IOException {
        String permissions = Launch.isRoot() ? "rwx--x--x" : "rwx------";
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    /// Clears up what dead runs left.
    private void sweep() throws IOException {
        List<Path> files;
        try (Stream<Path> inside = Files.list(top)) {
            files = inside.filter(path -> path.toString().endsWith(LOCK)).toList();
        }
        for (Path file : files) {
            if (!OWN.contains(file)) {
                sweep(file);
            }
        }
    }

    private void sweep(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Path folder = top.resolve(name.substring(0, name.length() - LOCK.length()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                if (Files.isDirectory(folder)) {
                    Leftovers.end(folder, folder.resolve(JOURNAL));
                    remove(folder);
                }
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            // Its run has ended, or another one swept it.
        }
    }

    /// Starts a program that works in a folder of this run.
    synchronized Process start(Launch launch) throws IOException {
        Run here = run;
        if (isOver || here == null || !here.inside().contains(launch.folder())) {
            throw new IOException("the process is ending");
        }
        Process process = launch.start();
        Files.writeString(
                here.folder().resolve(JOURNAL),
                Leftovers.entry(process.toHandle()) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return process;
    }

    /// Removes a folder, and with the last one all that is left of this run.
    synchronized void close(Path folder) throws IOException {
        Run here = run;
        if (here != null && here.inside().remove(folder)) {
            remove(folder);
            if (here.inside().isEmpty()) {
                run = null;
                give(here);
            }
        }
    }

    private void give(Run here) throws IOException {
        remove(here.folder());
        Files.delete(here.file());
        here.channel().close();
        OWN.remove(here.file());
        try {
            Files.delete(top);
        } catch (DirectoryNotEmptyException | NoSuchFileException others) {
            // Another run is alive, or was the last.
        }
    }

    /// Ends everything; nothing can be started any more.
    synchronized void end() {
        isOver = true;
        Run here = run;
        run = null;
        if (here != null) {
            try {
                Leftovers.end(here.folder(), here.folder().resolve(JOURNAL));
                give(here);
            } catch (IOException left) {
                // The next run tries again.
            }
        }
    }

    /// Removes a folder with all that is in it; links are not followed.
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failed)
                            throws IOException {
                        if (failed instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failed;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failed) throws IOException {
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

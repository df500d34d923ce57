package dev.evenkeel.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Nothing of a run stays behind, and nothing of anybody else is touched.
final class WorkspaceTest {
    @TempDir Path temporary;

    @Test
    void removesTheFolderOfARunWithItsLastProgram() throws IOException {
        Path top = temporary.resolve("top");
        var workspace = new Workspace(top);
        Path one = workspace.open();
        Path other = workspace.open();
        Files.writeString(one.resolve("file"), "text");
        workspace.close(one);
        assertThat(one).doesNotExist();
        assertThat(other).isDirectory();
        workspace.close(other);
        assertThat(top).doesNotExist();
    }

    @Test
    void endsWhatADeadRunLeft() throws IOException, InterruptedException {
        Path run = deadRun("run-dead");
        Process left = sleeper(temporary);
        try {
            Files.writeString(run.resolve("journal"), Leftovers.entry(left.toHandle()) + "\n");
            var workspace = new Workspace(temporary.resolve("top"));
            workspace.close(workspace.open());
            assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(temporary.resolve("top")).doesNotExist();
        } finally {
            left.destroyForcibly();
        }
    }

    /// It was started, and the run killed before it was written down.
    @Test
    void endsWhatWorksInTheFolderOfADeadRun() throws IOException, InterruptedException {
        Path run = deadRun("run-dead");
        Process left = sleeper(Files.createDirectory(run.resolve("program-1")));
        try {
            var workspace = new Workspace(temporary.resolve("top"));
            workspace.close(workspace.open());
            assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void sparesAnotherProcessThatGotTheNumber() throws IOException, InterruptedException {
        Path run = deadRun("run-dead");
        Process other = sleeper(temporary);
        try {
            String entry = other.pid() + " 1\n" + other.pid() + "\n" + other.pid() + " ";
            Files.writeString(run.resolve("journal"), entry);
            var workspace = new Workspace(temporary.resolve("top"));
            workspace.close(workspace.open());
            assertThat(other.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(run).doesNotExist();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void sparesALivingRun() throws IOException {
        Path top = temporary.resolve("top");
        var first = new Workspace(top);
        Path living = first.open();
        var second = new Workspace(top);
        second.close(second.open());
        assertThat(living).isDirectory();
        first.close(living);
        assertThat(top).doesNotExist();
    }

    @Test
    void endsItsProgramsWhenTheProcessEnds() throws IOException, InterruptedException {
        var workspace = new Workspace(temporary.resolve("top"));
        Path folder = workspace.open();
        Process process = sleeper(folder);
        workspace.end();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(temporary.resolve("top")).doesNotExist();
        assertThatThrownBy(workspace::open)
                .isInstanceOf(IOException.class)
                .hasMessage("the process is ending");
    }

    @Test
    void keepsOutOfFoldersThatAreLinks() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path top = Files.createSymbolicLink(temporary.resolve("top"), elsewhere);
        var workspace = new Workspace(top);
        assertThatThrownBy(workspace::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to somebody else");
    }

    private Path deadRun(String name) throws IOException {
        Path top = Files.createDirectories(temporary.resolve("top"));
        Files.createFile(top.resolve(name + ".lock"));
        return Files.createDirectory(top.resolve(name));
    }

    private static Process sleeper(Path folder) throws IOException {
        return new ProcessBuilder("sleep", "60").directory(folder.toFile()).start();
    }
}

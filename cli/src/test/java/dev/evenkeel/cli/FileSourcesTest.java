package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources.Found;
import dev.evenkeel.text.Sources.Lookup;
import dev.evenkeel.text.Sources.Missing;
import dev.evenkeel.text.Sources.Unreadable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

final class FileSourcesTest {
    @TempDir Path folder = Path.of("");

    @BeforeEach
    void write() {
        new Shell(folder)
                .write("etc/b.conf", "b")
                .write("etc/a.conf", "a")
                .write("etc/.hidden.conf", "h")
                .write("etc/sites/one/x.conf", "x1")
                .write("etc/sites/two/x.conf", "x2")
                .write("etc/käse.map", "k")
                .write("image/etc/shop/a.map", "in the image");
    }

    private FileSources sources(@Nullable String root) {
        return new FileSources(folder, root == null ? null : Path.of(root), Path.of("etc"));
    }

    private static String text(Lookup lookup) {
        return switch (lookup) {
            case Found found -> found.source().text();
            case Missing _ -> "missing";
            case Unreadable unreadable -> unreadable.why();
        };
    }

    @Test
    void looksForRelativePathsBesideTheConfiguration() {
        assertThat(text(sources(null).read("a.conf"))).isEqualTo("a");
        assertThat(text(sources("image").read("../etc/a.conf"))).isEqualTo("a");
        assertThat(text(sources(null).read("c.conf"))).isEqualTo("missing");
    }

    @Test
    void namesWhatItFoundAsTheUserWould() {
        assertThat(sources(null).read("a.conf"))
                .isInstanceOfSatisfying(
                        Found.class, f -> assertThat(f.source().name()).isEqualTo("etc/a.conf"));
        assertThat(sources("image").read("/etc/shop/a.map"))
                .isInstanceOfSatisfying(
                        Found.class,
                        f -> assertThat(f.source().name()).isEqualTo("image/etc/shop/a.map"));
    }

    @Test
    void looksForAbsolutePathsUnderTheRootFirst() {
        String outside = folder.toAbsolutePath() + "/etc/a.conf";
        assertThat(text(sources("image").read("/etc/shop/a.map"))).isEqualTo("in the image");
        assertThat(text(sources("image").read(outside))).isEqualTo("a");
        assertThat(sources("image").match("/etc/shop/*.map")).containsExactly("/etc/shop/a.map");
        assertThat(sources("image").exists("/etc/shop/a.map")).isTrue();
        assertThat(sources(null).exists("/etc/shop/a.map")).isFalse();
    }

    @Test
    void findsTheFilesOfAPatternInNameOrderWithoutHiddenOnes() {
        assertThat(sources(null).match("*.conf")).containsExactly("a.conf", "b.conf");
        assertThat(sources(null).match(".*.conf")).containsExactly(".hidden.conf");
        assertThat(sources(null).match("sites/*/x.conf"))
                .containsExactly("sites/one/x.conf", "sites/two/x.conf");
        assertThat(sources(null).match("absent/*.conf")).isEmpty();
        assertThat(sources(null).match("[bc].conf")).containsExactly("b.conf");
    }

    @Test
    void aDirectoryStandsForItsFiles() {
        assertThat(sources(null).match("sites/one")).containsExactly("sites/one/x.conf");
        assertThat(sources(null).match("sites/one/")).containsExactly("sites/one/x.conf");
    }

    @Test
    void everyMatchCanBeRead() {
        var sources = sources(null);
        for (String path : sources.match("*.*")) {
            assertThat(sources.read(path)).isInstanceOf(Found.class);
        }
        assertThat(sources.match("*.map")).contains(Source.bytes("käse.map"));
    }

    @Test
    void refusesWhatIsNoFileWithoutWaiting() throws Exception {
        assertThat(text(sources(null).read("sites"))).isEqualTo("is a directory");
        assertThat(text(sources(null).read("/dev/zero"))).contains("device");
        assertThat(text(sources(null).read("a\0b"))).isEqualTo("missing");
        assertThat(text(sources(null).read("a.conf/b"))).isEqualTo("missing");
        Path pipe = folder.resolve("etc/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(text(sources(null).read("pipe"))).contains("pipe"));
    }

    @Test
    void readsOnce() throws IOException {
        var sources = sources(null);
        assertThat(text(sources.read("a.conf"))).isEqualTo("a");
        Files.writeString(folder.resolve("etc/a.conf"), "changed");
        assertThat(text(sources.read("a.conf"))).isEqualTo("a");
    }
}

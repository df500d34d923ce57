package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.text.Source;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The fuzzer's seeds and what it ever found keep the laws, and so do pieces and mixtures of them.
final class FuzzRegressionTest {
    private static final Path SEEDS = Path.of("lab/src/test/resources/fuzz");

    /// Generous: the machine may be busy. What is quadratic takes longer on the large texts.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int MIXTURES = 400;

    @TestFactory
    Stream<DynamicTest> seedsAndFindsKeepTheLaws() {
        return Dialects.all().stream()
                .flatMap(dialect ->
                        seeds(dialect).stream()
                                .map(seed ->
                                        DynamicTest.dynamicTest(
                                                dialect.name() + " " + seed.getFileName(),
                                                () ->
                                                        ReadingLaws.hold(
                                                                dialect, bytes(seed), LONGEST))));
    }

    /// The texts with which the fuzzer reached new code, packed by `lab/fuzz`.
    @TestFactory
    Stream<DynamicTest> whatTheFuzzerBuiltKeepsTheLaws() {
        return Dialects.all().stream()
                .map(dialect -> DynamicTest.dynamicTest(dialect.name(), () -> built(dialect)));
    }

    private static void built(Dialect dialect) throws IOException {
        Path archive = Repository.root().resolve(SEEDS).resolve(dialect.name() + ".zip");
        int texts = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                try {
                    ReadingLaws.hold(dialect, zip.readAllBytes(), LONGEST);
                } catch (RuntimeException | AssertionError | StackOverflowError broken) {
                    throw new AssertionError(entry.getName() + " breaks a law", broken);
                }
                texts++;
            }
        }
        assertThat(texts).isGreaterThan(300);
    }

    @TestFactory
    Stream<DynamicTest> everyBeginningKeepsTheLaws() {
        return Dialects.all().stream()
                .map(dialect -> DynamicTest.dynamicTest(dialect.name(), () -> beginnings(dialect)));
    }

    private static void beginnings(Dialect dialect) {
        for (Path seed : seeds(dialect)) {
            byte[] bytes = bytes(seed);
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 200) {
                ReadingLaws.hold(dialect, Arrays.copyOf(bytes, length), LONGEST);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> mixturesKeepTheLaws() {
        return Dialects.all().stream()
                .map(dialect -> DynamicTest.dynamicTest(dialect.name(), () -> mixtures(dialect)));
    }

    private static void mixtures(Dialect dialect) {
        List<byte[]> seeds = seeds(dialect).stream().map(FuzzRegressionTest::bytes).toList();
        for (int i = 0; i < MIXTURES; i++) {
            byte[] mixture = Mixture.of(seeds, new Random(i));
            try {
                ReadingLaws.hold(dialect, mixture, LONGEST);
            } catch (RuntimeException | AssertionError | StackOverflowError broken) {
                String text = Source.of("mixture", mixture).text();
                throw new AssertionError("mixture " + i + " breaks a law:\n" + text, broken);
            }
        }
    }

    @Test
    void thereAreSeedsOfEveryLanguage() {
        assertThat(Dialects.all()).allSatisfy(dialect -> assertThat(seeds(dialect)).isNotEmpty());
    }

    private static List<Path> seeds(Dialect dialect) {
        try (Stream<Path> files =
                Files.list(Repository.root().resolve(SEEDS).resolve(dialect.name()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

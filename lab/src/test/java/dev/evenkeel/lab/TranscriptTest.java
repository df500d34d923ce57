package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The README shows what runs really print. `-Dgolden.accept` writes it again.
final class TranscriptTest {
    private static final Path README = Path.of("README.md");

    private static final Pattern TRANSCRIPT =
            Pattern.compile(
                    "```text\n\\$ \\./evenkeel (?<words>[^\n]+)\n(?<answer>.*?)```\n",
                    Pattern.DOTALL);

    @Test
    void theTranscriptsAreWhatRunsPrint() throws IOException, InterruptedException {
        String readme = Repository.read(README);
        Matcher transcript = TRANSCRIPT.matcher(readme);
        var written = new StringBuilder();
        int at = 0;
        while (transcript.find()) {
            String answer = run(List.of(transcript.group("words").split(" ", -1)));
            written.append(readme, at, transcript.start("answer")).append(answer);
            at = transcript.end("answer");
        }
        assertThat(at).isPositive();
        written.append(readme, at, readme.length());
        if (System.getProperty("golden.accept") != null) {
            Repository.write(README, written.toString());
        } else {
            assertThat(readme).isEqualTo(written.toString());
        }
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.evenkeel.cli.Main"));
        command.addAll(words);
        Process process =
                new ProcessBuilder(command)
                        .directory(Repository.root().toFile())
                        .redirectError(Redirect.DISCARD)
                        .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return answer;
    }
}

package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

final class TraceLinesTest {
    private static final String CONFIG =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :80
                use_backend web if { path_beg /web }
                http-request redirect location /käse if { path /old }
                default_backend other
            backend web
                balance roundrobin
                server web1 127.0.0.1:9001
                server web2 127.0.0.1:9002
            backend other
                server other1 127.0.0.1:9003
            """;

    @TempDir Path folder = Path.of("");
    private Shell shell = new Shell(folder);

    @BeforeEach
    void enter() {
        shell = new Shell(folder).write("a.cfg", CONFIG);
    }

    private Outcome trace(String lines, String... options) {
        shell.write("r.jsonl", lines);
        var words = new java.util.ArrayList<>(List.of("trace", "a.cfg", "--requests", "r.jsonl"));
        words.addAll(List.of(options));
        return shell.run(words.toArray(String[]::new));
    }

    private static String line(int id, String target) {
        return "{\"id\":" + id + ",\"target\":\"" + target + "\"}\n";
    }

    @Test
    void answersEveryLineInOrder() {
        var lines = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            lines.append(line(i, i % 2 == 0 ? "/" : "/x"));
        }
        Outcome outcome = trace(lines.toString());
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        List<String> answers = outcome.out().lines().toList();
        assertThat(answers).hasSize(3000);
        for (int i = 0; i < 3000; i++) {
            assertThat(answers.get(i)).startsWith("{\"id\":" + i + ",\"outcome\":\"forward\",");
        }
    }

    @Test
    void aLineEndsWhereverItsEndStandsAndWhateverStandsBeforeIt() {
        var lines = new StringBuilder();
        for (int length = 0; length < 40; length++) {
            // In UTF-8 ˊ ends in 0x8A: a line end but for one bit.
            lines.append(line(length, "/" + "ˊ".repeat(length % 5) + "x".repeat(length)));
            lines.append("\n".repeat(length % 3));
        }
        Outcome outcome = trace(lines.toString());
        assertThat(outcome.err()).isEmpty();
        List<String> answers = outcome.out().lines().toList();
        assertThat(answers).hasSize(40);
        for (int i = 0; i < 40; i++) {
            assertThat(answers.get(i)).startsWith("{\"id\":" + i + ",\"outcome\":\"forward\",");
        }
    }

    @Test
    void carriesTheStateOfBalancingAlong() {
        String lines = line(1, "/web") + line(2, "/web") + line(3, "/") + line(4, "/web");
        List<String> answers = trace(lines).out().lines().toList();
        assertThat(answers.get(0)).contains("\"pool\":\"web\",\"server\":\"web1\"");
        assertThat(answers.get(1)).contains("\"server\":\"web2\"");
        assertThat(answers.get(2)).contains("\"pool\":\"other\",\"server\":\"other1\"");
        assertThat(answers.get(3)).contains("\"server\":\"web1\"");
    }

    @Test
    void aBadLineInTheMiddleIsToldWithItsNumberAndTheRestIsAnswered() {
        Outcome outcome =
                trace(
                        line(1, "/")
                                + "\n"
                                + "{\"target\":\n"
                                + "{\"target\":\"/\",\"path\":\"/\"}\n"
                                + "{\"target\":\"/\",\"listener\":\"nobody\"}\n"
                                + "{\"target\":\"/\",\"port\":81,\"tls\":true}\n"
                                + line(7, "/web"));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"id\":1,"),
                        last -> assertThat(last).startsWith("{\"id\":7,"));
        assertThat(outcome.err().lines())
                .satisfiesExactly(
                        wrong ->
                                assertThat(wrong)
                                        .isEqualTo(
                                                "evenkeel: r.jsonl:3: the line ends before the"
                                                        + " object does"),
                        wrong ->
                                assertThat(wrong)
                                        .startsWith("evenkeel: r.jsonl:4: unknown field path"),
                        wrong ->
                                assertThat(wrong)
                                        .startsWith(
                                                "evenkeel: r.jsonl:5: there is no listener nobody"),
                        wrong ->
                                assertThat(wrong)
                                        .startsWith("evenkeel: r.jsonl:6: nothing listens on"));
    }

    @Test
    void readsItsInputAndTheLastLineWithoutALineEnd() {
        shell.input = line(1, "/") + "\r\n" + line(2, "/web").strip();
        Outcome outcome = shell.run("trace", "a.cfg", "--requests", "-");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).hasLineCount(2);
        shell.input = "[1]";
        assertThat(shell.run("trace", "a.cfg", "--requests", "-").err())
                .startsWith("evenkeel: input:1: a request is an object");
    }

    @Test
    void anEmptyFileIsNoFault() {
        Outcome outcome = trace("");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void linesMayBeLongButNotEndless() {
        String most = "{\"target\":\"/" + "a".repeat(1_000_000) + "\"}\n";
        Outcome outcome = trace(line(1, "/") + most + "x".repeat(3_000_000) + "\n" + line(4, "/"));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).hasLineCount(3);
        assertThat(outcome.err()).isEqualTo("evenkeel: r.jsonl:3: is longer than 1 MiB\n");
    }

    @Test
    void tellsTheStepsThatHeldOrAll() {
        String held = trace(line(1, "/")).out();
        assertThat(held).contains("default_backend other").doesNotContain("path_beg /web");
        String all = trace(line(1, "/"), "--steps", "all").out();
        assertThat(all).contains("path_beg /web", "\"result\":\"false\"");
    }

    @Test
    void optionsSayWhatLinesDoNot() {
        String answer = trace(line(1, "/"), "--listener", "public", "--from", "10.0.0.1").out();
        assertThat(answer).contains("\"listener\":\"public\"", "\"assumed\":[]");
        assertThat(trace(line(1, "/"), "--listener", "nobody").err())
                .contains("there is no listener nobody");
    }

    @Test
    void textsStayTheBytesTheyAre() {
        String answers = trace("{\"target\":\"/k\\u00e4se\"}\n" + line(2, "/old")).out();
        assertThat(answers).contains("\"target\":\"/käse\"").contains("\"location\":\"/käse\"");
    }

    @Test
    void whereThePortIsNotTheListenersItIsTakenToBeSo() {
        String answer = trace("{\"target\":\"/\",\"port\":8080}\n").out();
        assertThat(answer)
                .contains("\"assumed\":[{\"file\":\"a.cfg\",\"line\":6,\"text\":\"nothing listens");
    }

    @Test
    void stopsWhenNobodyReadsTheAnswers() {
        var endless =
                new InputStream() {
                    private final byte[] line = line(1, "/").getBytes(UTF_8);
                    private int at;

                    @Override
                    public int read() {
                        return line[at++ % line.length];
                    }

                    @Override
                    public int read(byte[] bytes, int from, int count) {
                        for (int i = from; i < from + count; i++) {
                            bytes[i] = (byte) read();
                        }
                        return count;
                    }
                };
        var closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("closed");
                    }
                };
        var surroundings =
                new Surroundings(
                        endless,
                        new PrintStream(closed, false, UTF_8),
                        new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
                        Map.of(),
                        folder,
                        Surroundings.Terminal.NONE);
        int status =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(60),
                        () -> Main.run(List.of("trace", "a.cfg", "--requests", "-"), surroundings));
        assertThat(status).isEqualTo(2);
    }
}

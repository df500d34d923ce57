package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

final class SecretsTest {
    private static final Source SOURCE = Source.of("a.cfg", "abcdefghijklmnopqrstuvwxyz");

    @Test
    void leavesTheRest() {
        var secrets = Secrets.of(List.of(new Span(SOURCE, 3, 6), new Span(SOURCE, 10, 12)));
        assertThat(secrets.readable(new Span(SOURCE, 0, 14))).isEqualTo("abc•••ghij•••mn");
        assertThat(secrets.readable(new Span(SOURCE, 6, 10))).isEqualTo("ghij");
        assertThat(secrets.readable(new Span(SOURCE, 4, 8))).isEqualTo("•••gh");
        assertThat(secrets.readable(new Span(SOURCE, 11, 11))).isEmpty();
    }

    @Test
    void showsNoByteOfAnySecretInAnyPart() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            var spans =
                    random.ints(random.nextInt(6), 0, 26)
                            .mapToObj(at -> new Span(SOURCE, at, Math.min(26, at + 3)))
                            .toList();
            int start = random.nextInt(27);
            var part = new Span(SOURCE, start, start + random.nextInt(27 - start));
            String shown = Secrets.of(spans).readable(part);
            for (int i = part.start(); i < part.end(); i++) {
                int at = i;
                boolean secret = spans.stream().anyMatch(s -> s.start() <= at && at < s.end());
                String letter = SOURCE.text().substring(i, i + 1);
                assertThat(shown.contains(letter)).isEqualTo(!secret);
            }
        }
    }
}

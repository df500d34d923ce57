package dev.evenkeel.text;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

class SourceTest {
    @Test
    void keepsEveryByte() {
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String text = Source.of("all", bytes).text();
        for (int i = 0; i < bytes.length; i++) {
            assertThat((int) text.charAt(i)).isEqualTo(i);
        }
    }

    @Test
    void countsLinesFromOne() {
        var source = Source.of("x", "one\ntwo\n\nfour");
        assertThat(source.lines()).isEqualTo(4);
        assertThat(source.line(0)).isEqualTo(1);
        assertThat(source.line(3)).as("the newline belongs to its line").isEqualTo(1);
        assertThat(source.line(4)).isEqualTo(2);
        assertThat(source.line(8)).isEqualTo(3);
        assertThat(source.line(9)).isEqualTo(4);
        assertThat(source.line(source.length())).isEqualTo(4);
    }

    @Test
    void aLastNewlineStartsNoLine() {
        assertThat(Source.of("x", "one\n").lines()).isEqualTo(1);
        assertThat(Source.of("x", "").lines()).isZero();
        assertThat(Source.of("x", "\n").lines()).isEqualTo(1);
    }

    @Test
    void countsColumnsInCharactersNotInBytes() {
        var source = Source.of("x", "a\nz→b");
        int offset = source.text().indexOf('b');
        assertThat(offset).as("the arrow has three bytes").isEqualTo(6);
        assertThat(source.column(offset)).isEqualTo(3);
        assertThat(source.line(offset)).isEqualTo(2);
    }

    @Test
    void lineSpansLeaveTheLineEndOut() {
        var source = Source.of("x", "one\r\ntwo\n\nlast");
        assertThat(source.lineSpan(1).text()).isEqualTo("one");
        assertThat(source.lineSpan(2).text()).isEqualTo("two");
        assertThat(source.lineSpan(3).text()).isEmpty();
        assertThat(source.lineSpan(4).text()).isEqualTo("last");
    }

    @Test
    void bytesAndReadableTextAreInverse() {
        assertThat(Source.readable(Source.bytes("größer → 世界"))).isEqualTo("größer → 世界");
        assertThat(Source.of("x", "→").text()).isEqualTo(Source.bytes("→"));
    }

    @Test
    void bytesThatAreNotUtf8ReadAsLatin1() {
        assertThat(Source.readable("caf\u00e9")).isEqualTo("caf\u00e9");
        assertThat("→".getBytes(UTF_8)).hasSize(3);
    }
}

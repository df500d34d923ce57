package dev.evenkeel.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.Request.Header;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Header blocks come out as they went in, and broken ones are refused.
final class HpackTest {
    /// Source: RFC 7541, C.6.1, which remembers the headers; so does who has no table, for nothing.
    private static final String ANSWER =
            "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff"
                    + "6e919d29ad171863c78f0b97c8e9ae82ae43d3";

    @Test
    void readsTheExampleOfTheStandard() throws IOException {
        assertThat(Hpack.decoded(HexFormat.of().parseHex(ANSWER)))
                .containsExactly(
                        new Header(":status", "302"),
                        new Header("cache-control", "private"),
                        new Header("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
                        new Header("location", "https://www.example.com"));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var headers =
                List.of(
                        new Header(":path", "/" + "x".repeat(5000)),
                        new Header("x-empty", ""),
                        new Header("x-bytes", "\u00e9\u00ff\u0001"));
        assertThat(Hpack.decoded(Hpack.encoded(headers))).isEqualTo(headers);
    }

    @Test
    void refusesBrokenBlocksAndNeverFailsOtherwise() {
        byte[] whole = HexFormat.of().parseHex(ANSWER);
        assertThatThrownBy(() -> Hpack.decoded(new byte[] {(byte) 0xbe}))
                .isInstanceOf(IOException.class)
                .hasMessage("a header that nobody told of");
        var chance = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = Arrays.copyOf(whole, 1 + chance.nextInt(whole.length));
            broken[chance.nextInt(broken.length)] = (byte) chance.nextInt();
            try {
                Hpack.decoded(broken);
            } catch (IOException told) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}

package dev.evenkeel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Objects;

final class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0001:0000:0000:0000:0000:0000, 2001:db8:1::",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "::192.0.2.1, ::192.0.2.1",
        "fe80::1:2:3:4, fe80::1:2:3:4"
    })
    void writesAddressesAsProgramsDo(String text, String written) {
        byte[] address = Objects.requireNonNull(IpAddress.parse(text));
        assertThat(IpAddress.text(address)).isEqualTo(written);
        assertThat(IpAddress.parse(written)).isEqualTo(address);
    }

    @Test
    void knowsWhatIsNoAddress() {
        assertThat(IpAddress.parse("1.2.3")).isNull();
        assertThat(IpAddress.parse("1::2::3")).isNull();
    }
}

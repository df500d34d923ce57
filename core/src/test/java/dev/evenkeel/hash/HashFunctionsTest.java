package dev.evenkeel.hash;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.zip.CRC32;

final class HashFunctionsTest {
    @Test
    void aNameThatNothingHasYieldsNothing() {
        assertThat(HashFunctions.named("md5")).isNull();
        assertThat(HashFunctions.named("")).isNull();
    }

    @Test
    void crcIsThatOfTheStandardCheck() {
        assertThat(hash("crc32", "123456789")).isEqualTo(0xCBF43926L);
        assertThat(hash("crc32", "")).isZero();
        assertThat(hash("crc32", "\u00ff\u0000\u0080")).isEqualTo(crc("\u00ff\u0000\u0080"));
    }

    @Test
    void sdbmMultipliesAndAdds() {
        assertThat(hash("sdbm", "")).isZero();
        assertThat(hash("sdbm", "/")).isEqualTo(47);
        assertThat(hash("sdbm", "/a")).isEqualTo(3_083_250);
        assertThat(hash("sdbm", "/a/b")).isEqualTo(3_132_309_221L);
    }

    @Test
    void djb2StartsAtItsOwnNumber() {
        assertThat(hash("djb2", "")).isEqualTo(5381);
        assertThat(hash("djb2", "a")).isEqualTo(5381 * 33 + 'a');
        assertThat(hash("djb2", "\u00ff")).isEqualTo(5381 * 33 + 255);
    }

    /// What HAProxy 2.6 logged for these keys.
    @Test
    void wt6RotatesAsHaproxyDoes() {
        assertThat(hash("wt6", "a")).isEqualTo(1_900_802_597L);
        assertThat(hash("wt6", "q1w2e3r4t5")).isEqualTo(3_168_344_079L);
    }

    @Test
    void theAvalancheIsThatOfHaproxy() {
        assertThat(Integer.toUnsignedLong(Avalanche.of(97))).isEqualTo(1_830_748_055L);
        assertThat(Integer.toUnsignedLong(Avalanche.of(177_670))).isEqualTo(3_548_763_807L);
        assertThat(Integer.toUnsignedLong(Avalanche.of(456_032_134))).isEqualTo(3_894_589_488L);
    }

    /// What nginx 1.22 split these keys by.
    @Test
    void murmur2HashesTailsOfAnyLength() {
        assertThat(hash("murmur2", "k1")).isEqualTo(2_690_633_766L);
        assertThat(hash("murmur2", "96h")).isEqualTo(4_166_332_681L);
        assertThat(hash("murmur2", "ijc4j422")).isEqualTo(2_950_213_286L);
        assertThat(hash("murmur2", "dih01i16ef7ifacd90acig22")).isEqualTo(795_506_589L);
    }

    @Test
    void noneReadsTheNumberAndKeepsItsLowBits() {
        assertThat(hash("none", "42")).isEqualTo(42);
        assertThat(hash("none", "-1")).isEqualTo(0xFFFFFFFFL);
        assertThat(hash("none", "+7x9")).isEqualTo(7);
        assertThat(hash("none", "4294967297")).isEqualTo(1);
        assertThat(hash("none", "9223372036854775807")).isEqualTo(0xFFFFFFFFL);
        assertThat(hash("none", "9223372036854775808")).isEqualTo(0xFFFFFFFFL);
        assertThat(hash("none", "-99999999999999999999")).isZero();
        assertThat(hash("none", "")).isZero();
        assertThat(hash("none", " 5")).isZero();
    }

    @Test
    void xxHashIsThatOfItsAuthor() {
        assertThat(Integer.toUnsignedLong(XxHash32.of("", 0))).isEqualTo(0x02CC5D05L);
        assertThat(Integer.toUnsignedLong(XxHash32.of("abc", 0))).isEqualTo(0x32D153FFL);
        assertThat(
                        Integer.toUnsignedLong(
                                XxHash32.of("Nobody inspects the spammish repetition", 0)))
                .isEqualTo(0xE2293B2FL);
    }

    private static long hash(String name, String bytes) {
        return Integer.toUnsignedLong(Objects.requireNonNull(HashFunctions.named(name)).of(bytes));
    }

    private static long crc(String bytes) {
        var known = new CRC32();
        known.update(bytes.getBytes(ISO_8859_1));
        return known.getValue();
    }
}

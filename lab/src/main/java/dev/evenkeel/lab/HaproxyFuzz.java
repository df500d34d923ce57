package dev.evenkeel.lab;

import dev.evenkeel.dialect.haproxy.HaproxyDialect;

import java.time.Duration;

/// What the fuzzer calls with one text after another.
public final class HaproxyFuzz {
    private static final HaproxyDialect DIALECT = new HaproxyDialect();

    static {
        // The first text pays for loading every class, and for the fuzzer's changes to it.
        ReadingLaws.hold(DIALECT, new byte[0], Duration.ofMinutes(2));
    }

    private HaproxyFuzz() {}

    public static void fuzzerTestOneInput(byte[] text) {
        ReadingLaws.hold(DIALECT, text, Duration.ofSeconds(5));
    }
}

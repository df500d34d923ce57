package dev.evenkeel.lab;

import dev.evenkeel.dialect.haproxy.HaproxyDialect;

import java.time.Duration;

/// What the fuzzer calls with one text after another.
public final class HaproxyFuzz {
    private static final HaproxyDialect DIALECT = new HaproxyDialect();

    private HaproxyFuzz() {}

    public static void fuzzerTestOneInput(byte[] text) {
        ReadingLaws.hold(DIALECT, text, Duration.ofSeconds(5));
    }
}

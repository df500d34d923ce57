package dev.evenkeel.lab;

import dev.evenkeel.dialect.nginx.NginxDialect;

import java.time.Duration;

/// What the fuzzer calls with one text after another.
public final class NginxFuzz {
    private static final NginxDialect DIALECT = new NginxDialect();

    private NginxFuzz() {}

    public static void fuzzerTestOneInput(byte[] text) {
        ReadingLaws.hold(DIALECT, text, Duration.ofSeconds(5));
    }
}

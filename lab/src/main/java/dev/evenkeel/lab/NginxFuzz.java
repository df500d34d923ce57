package dev.evenkeel.lab;

import dev.evenkeel.dialect.nginx.NginxDialect;

import java.time.Duration;

/// What the fuzzer calls with one text after another.
public final class NginxFuzz {
    private static final NginxDialect DIALECT = new NginxDialect();

    static {
        // The first text pays for loading every class, and for the fuzzer's changes to it.
        ReadingLaws.hold(DIALECT, new byte[0], Duration.ofMinutes(2));
    }

    private NginxFuzz() {}

    public static void fuzzerTestOneInput(byte[] text) {
        ReadingLaws.hold(DIALECT, text, Duration.ofSeconds(5));
    }
}

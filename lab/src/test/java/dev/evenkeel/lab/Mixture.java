package dev.evenkeel.lab;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/// A text made of pieces of others, with some bytes changed: near enough to a configuration to get
/// past the first line, wrong enough to get into every corner.
final class Mixture {
    private static final String SPECIAL = "\"'\\{}#;$%[](),: \t\n\r\0\u00ff!~^*0-";

    private Mixture() {}

    static byte[] of(List<byte[]> seeds, Random random) {
        var text = new ByteArrayOutputStream();
        int pieces = 1 + random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
            byte[] seed = seeds.get(random.nextInt(seeds.size()));
            int start = random.nextInt(seed.length);
            text.write(seed, start, random.nextInt(seed.length - start) + 1);
        }
        byte[] bytes = text.toByteArray();
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            bytes[random.nextInt(bytes.length)] = (byte) special;
        }
        return bytes;
    }
}

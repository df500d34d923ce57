package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;

/// A certificate that signs itself, made once per process and written in DER. Sources: RFC 5280
/// (certificates), RFC 5480 (keys on elliptic curves), X.690 (DER).
final class Certificate {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT = 0x06;
    private static final int TEXT = 0x0c;
    private static final int TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xa0;

    private static final byte[] ECDSA_WITH_SHA256 = {
        0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final class Made {
        private static final String PEM = make();
    }

    private Certificate() {}

    /// Key and certificate, one after the other.
    static String pem() {
        return Made.PEM;
    }

    private static String make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] content = content(keys);
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] certificate = der(SEQUENCE, content, algorithm(), bits(signature.sign()));
            return block("PRIVATE KEY", keys.getPrivate().getEncoded())
                    + block("CERTIFICATE", certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no keys", e);
        }
    }

    private static byte[] content(KeyPair keys) {
        byte[] name = name("stand-in.example");
        Instant now = Instant.now();
        byte[] from = time(now.minus(1, ChronoUnit.DAYS));
        byte[] until = time(now.plus(30, ChronoUnit.DAYS));
        return der(
                SEQUENCE,
                der(VERSION, der(INTEGER, new byte[] {2})),
                der(INTEGER, new byte[] {1}),
                algorithm(),
                name,
                der(SEQUENCE, from, until),
                name,
                keys.getPublic().getEncoded());
    }

    private static byte[] algorithm() {
        return der(SEQUENCE, der(OBJECT, ECDSA_WITH_SHA256));
    }

    private static byte[] name(String text) {
        byte[] common = der(SEQUENCE, der(OBJECT, COMMON_NAME), der(TEXT, text.getBytes(UTF_8)));
        return der(SEQUENCE, der(SET, common));
    }

    private static byte[] time(Instant moment) {
        return der(TIME, MOMENT.format(moment).getBytes(UTF_8));
    }

    private static byte[] bits(byte[] bytes) {
        return der(BIT_STRING, new byte[] {0}, bytes);
    }

    /// One value: its tag, its length, and its parts one after the other.
    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static String block(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}

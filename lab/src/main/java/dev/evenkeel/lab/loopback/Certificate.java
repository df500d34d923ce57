package dev.evenkeel.lab.loopback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;

/// A certificate for names nobody has, made once by the JDK's own tool.
final class Certificate {
    private static final char[] PASSWORD = "nothing-secret".toCharArray();

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
            Path folder = Files.createTempDirectory("evenkeel-certificate");
            Path store = folder.resolve("store");
            try {
                keytool(store);
                KeyStore keys = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(store)) {
                    keys.load(in, PASSWORD);
                }
                byte[] key = keys.getKey("made", PASSWORD).getEncoded();
                byte[] certificate = keys.getCertificate("made").getEncoded();
                return block("PRIVATE KEY", key) + block("CERTIFICATE", certificate);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    private static void keytool(Path store) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "made",
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-dname",
                                "CN=stand-in.example",
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                String.valueOf(PASSWORD),
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!process.waitFor(Duration.ofSeconds(60)) || process.exitValue() != 0) {
                throw new IOException("keytool makes no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String block(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}

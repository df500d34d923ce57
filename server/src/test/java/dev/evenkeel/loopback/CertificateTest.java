package dev.evenkeel.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// The certificate is one for others too.
final class CertificateTest {
    @Test
    void signsItselfAndIsValidNow() throws GeneralSecurityException {
        String pem = Certificate.pem();
        int start = pem.indexOf("-----BEGIN CERTIFICATE");
        var in = new ByteArrayInputStream(pem.substring(start).getBytes(US_ASCII));
        var certificate =
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        certificate.checkValidity();
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName())
                .isEqualTo("CN=stand-in.example");
        assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }
}

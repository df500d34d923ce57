package dev.evenkeel.loopback;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS as a client that takes any certificate: the proxies here have one made for nobody.
final class Secrecy {
    private static final String HTTP2 = "h2";

    private Secrecy() {}

    /// The same connection behind a handshake that asks for a name (for none when it is empty), and
    /// for HTTP/2 if so; throws when that is not offered.
    static Socket over(Socket socket, String name, boolean http2) throws IOException {
        SSLSocket secret =
                (SSLSocket) context().getSocketFactory().createSocket(socket, null, 0, true);
        SSLParameters parameters = secret.getSSLParameters();
        parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
        if (http2) {
            parameters.setApplicationProtocols(new String[] {HTTP2});
        }
        secret.setSSLParameters(parameters);
        secret.startHandshake();
        if (http2 && !HTTP2.equals(secret.getApplicationProtocol())) {
            secret.close();
            throw new IOException("it offers no HTTP/2 there");
        }
        return secret;
    }

    /// One for each connection: a session that is taken up again would bring its name along.
    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// Sends requests byte for byte as they are given, Host first, from the address they are said to
/// come from, one after the other. Requests of one source share a connection unless they ask for a
/// fresh one.
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int ATTEMPTS_MAX = 1000;
    private static final int SWITCHING = 101;

    private static final long BODY_MAX = 1 << 20;

    /// What a client says before the request itself.
    public enum Greeting {
        NOTHING,
        /// A handshake, behind which the request is encrypted.
        TLS,
        /// The same, and the request speaks HTTP/2.
        TLS_HTTP2,
        /// HTTP/2 without a handshake.
        HTTP2,
        /// The first message of a handshake, and nothing else: for who passes TLS on.
        HELLO
    }

    /// How a request gets there: from an address of this machine to a port of it; `told` is a line
    /// of the PROXY protocol (empty: none); `name` is what a client that speaks TLS asks for.
    public record Way(String source, int port, String told, Greeting greeting, String name) {
        boolean isHttp2() {
            return greeting == Greeting.TLS_HTTP2 || greeting == Greeting.HTTP2;
        }

        boolean isEncrypted() {
            return greeting == Greeting.TLS_HTTP2 || greeting == Greeting.TLS;
        }
    }

    private record Connection(Socket socket, InputStream in) {}

    private final Map<Way, Connection> open = new HashMap<>();

    /// The answer to a request. Nothing is sent twice but what a proxy did not look at because it
    /// had closed the connection before.
    public Answer send(Call call) throws IOException {
        Request.Connection from = call.request().connection();
        Greeting greeting = from.tls() ? Greeting.HELLO : Greeting.NOTHING;
        return send(call, new Way(from.source(), from.port(), "", greeting, from.sni()));
    }

    /// The same on another way than the request says.
    public Answer send(Call call, Way way) throws IOException {
        return way.greeting() == Greeting.HELLO ? greet(way) : ask(call, way);
    }

    private Answer ask(Call call, Way way) throws IOException {
        if (way.isHttp2()) {
            Connection connection = connect(way);
            try (Socket socket = connection.socket()) {
                return Http2.exchange(connection.in(), socket.getOutputStream(), call.request());
            }
        }
        if (call.fresh()) {
            return alone(connect(way), call.request());
        }
        Connection kept = open.remove(way);
        if (kept != null) {
            try {
                Answer answer = exchange(kept, way, call.request());
                if (answer.status() != 0) {
                    return answer;
                }
            } catch (SocketException closedMeanwhile) {
                kept.socket().close();
            }
        }
        return exchange(connect(way), way, call.request());
    }

    /// Over a connection of its own. One that the other side resets is closed without an answer.
    private Answer alone(Connection connection, Request request) throws IOException {
        try {
            return exchange(connection, null, request);
        } catch (SocketException reset) {
            return Answer.NONE;
        }
    }

    /// A proxy opens its ports one after the other.
    private static Connection connect(Way way) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return connectOnce(way);
            } catch (ConnectException notYet) {
                if (attempt == ATTEMPTS_MAX) {
                    throw notYet;
                }
                RealProxy.pause();
            }
        }
    }

    private static Connection connectOnce(Way way) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setReuseAddress(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(way.source(), 0));
        socket.connect(new InetSocketAddress(RealProxy.HOST, way.port()), PATIENCE_MILLIS);
        try {
            socket.getOutputStream().write(way.told().getBytes(ISO_8859_1));
            Socket spoken =
                    way.isEncrypted() ? Secrecy.over(socket, way.name(), way.isHttp2()) : socket;
            return new Connection(spoken, new BufferedInputStream(spoken.getInputStream()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Begins to speak TLS, and waits until the other side ends the conversation. What is said is
    /// ready before there is a connection, as proxies wait for it a short while only.
    private static Answer greet(Way way) throws IOException {
        byte[] hello = hello(way.name());
        Connection connection = connect(way);
        try (Socket socket = connection.socket()) {
            socket.getOutputStream().write(hello);
            connection.in().skip(Long.MAX_VALUE);
            return Answer.NONE;
        }
    }

    /// The first record that a client sends who asks for a name (empty: for none).
    private static byte[] hello(String name) throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            if (!name.isEmpty()) {
                SSLParameters parameters = engine.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(name)));
                engine.setSSLParameters(parameters);
            }
            var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), record);
            return Arrays.copyOf(record.array(), record.position());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java speaks no TLS", e);
        }
    }

    /// The connection stays open for others that go the same way, unless that is `null`.
    private Answer exchange(Connection connection, @Nullable Way way, Request request)
            throws IOException {
        Socket socket = connection.socket();
        boolean keep = false;
        try {
            socket.getOutputStream().write(bytes(request));
            String line = line(connection.in());
            if (line == null) {
                return Answer.NONE;
            }
            Answer answer = answer(line, connection.in());
            while (answer.status() / 100 == 1 && answer.status() != SWITCHING) {
                line = line(connection.in());
                if (line == null) {
                    return Answer.NONE;
                }
                answer = answer(line, connection.in());
            }
            keep =
                    skipBody(connection.in(), request, answer)
                            && !"close".equalsIgnoreCase(answer.header("Connection"))
                            && !request.connection().version().equals("1.0")
                            && line.startsWith("HTTP/1.1");
            if (keep && way != null) {
                open.put(way, connection);
            }
            return answer;
        } finally {
            if (!keep || way == null) {
                socket.close();
            }
        }
    }

    /// What stands behind a status line, up to the empty line.
    private static Answer answer(String statusLine, InputStream in) throws IOException {
        boolean isAnswer = statusLine.startsWith("HTTP/1.") && statusLine.length() >= 12;
        if (!isAnswer) {
            throw new IOException("no answer of HTTP/1: " + statusLine);
        }
        var headers = new ArrayList<Request.Header>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.add(
                        new Request.Header(
                                header.substring(0, colon),
                                header.substring(colon + 1).stripLeading()));
            }
        }
        return new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers);
    }

    static byte[] bytes(Request request) {
        var head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target());
        head.append(" HTTP/").append(request.connection().version()).append("\r\n");
        if (!request.host().isEmpty()) {
            head.append("Host: ").append(request.host()).append("\r\n");
        }
        for (Request.Header header : request.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append("\r\n").append(body(request)).toString().getBytes(ISO_8859_1);
    }

    /// The body that the headers promise, as nothing is said about what is in it.
    static String body(Request request) {
        for (Request.Header header : request.headers()) {
            String value = header.value().strip();
            if (header.name().equalsIgnoreCase("Content-Length") && value.matches("[0-9]{1,7}")) {
                return "x".repeat((int) Math.min(BODY_MAX, Long.parseLong(value)));
            }
            if (header.name().equalsIgnoreCase("Transfer-Encoding") && value.equals("chunked")) {
                return "0\r\n\r\n";
            }
        }
        return "";
    }

    /// A line without its end; `null` when nothing comes any more.
    private static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new EOFException("the answer ends inside a line");
            }
            line.append((char) next);
        }
        int length = line.length();
        return line.substring(
                0, length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
    }

    /// Whether something may follow the body.
    private static boolean skipBody(InputStream in, Request request, Answer answer)
            throws IOException {
        int status = answer.status();
        if (request.method().equals("HEAD") || status == 204 || status == 304) {
            return true;
        }
        String length = answer.header("Content-Length");
        if (length != null) {
            in.skipNBytes(Long.parseLong(length));
            return true;
        }
        if ("chunked".equalsIgnoreCase(answer.header("Transfer-Encoding"))) {
            String size = line(in);
            while (size != null && !size.equals("0")) {
                in.skipNBytes(Long.parseLong(size, 16));
                line(in);
                size = line(in);
            }
            for (String trailer = line(in); trailer != null && !trailer.isEmpty(); ) {
                trailer = line(in);
            }
            return true;
        }
        in.skip(Long.MAX_VALUE);
        return false;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : open.values()) {
            connection.socket().close();
        }
        open.clear();
    }
}

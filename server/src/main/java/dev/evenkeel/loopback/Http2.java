package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.model.Request;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One request over HTTP/2, its headers byte for byte as they are given, and the head of the
/// answer. Source: RFC 9113.
final class Http2 {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int CONTINUATION = 9;

    private static final int END_STREAM = 1;
    private static final int ACKNOWLEDGED = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 0x20;

    /// No table to remember headers in, and nothing that was not asked for.
    private static final byte[] OUR_SETTINGS = {0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0};

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);

    private static final int FRAME_MAX = 1 << 14;
    private static final int FRAMES_MAX = 10_000;
    private static final int STREAM = 1;

    /// Of one connection, and so not known to this version.
    private static final Set<String> LEFT_OUT =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private final DataInputStream in;
    private final OutputStream out;

    private Http2(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    private static final class Frame {
        private final int type;
        private final int flags;
        private final byte[] payload;

        Frame(int type, int flags, byte[] payload) {
            this.type = type;
            this.flags = flags;
            this.payload = payload;
        }

        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /// The answer to a request on a new connection; status 0 when there is none. The body is not
    /// waited for.
    static Answer exchange(InputStream in, OutputStream out, Request request) throws IOException {
        var http2 = new Http2(in, out);
        try {
            return http2.exchange(request);
        } catch (EOFException ended) {
            return Answer.NONE;
        }
    }

    private Answer exchange(Request request) throws IOException {
        byte[] body = Wire.body(request).getBytes(ISO_8859_1);
        var hello = new ByteArrayOutputStream();
        hello.writeBytes(PREFACE);
        hello.writeBytes(frame(SETTINGS, 0, 0, OUR_SETTINGS));
        byte[] block = Hpack.encoded(headers(request));
        if (block.length > FRAME_MAX) {
            throw new IOException("its headers are too long for one frame of HTTP/2");
        }
        int last = body.length == 0 ? END_STREAM : 0;
        hello.writeBytes(frame(HEADERS, END_HEADERS | last, STREAM, block));
        for (int at = 0; at < body.length; at += FRAME_MAX) {
            int length = Math.min(FRAME_MAX, body.length - at);
            byte[] part = new byte[length];
            System.arraycopy(body, at, part, 0, length);
            int end = at + length == body.length ? END_STREAM : 0;
            hello.writeBytes(frame(DATA, end, STREAM, part));
        }
        out.write(hello.toByteArray());
        out.flush();
        for (int frames = 0; frames < FRAMES_MAX; frames++) {
            Frame frame = next();
            switch (frame.type) {
                case SETTINGS -> {
                    if (!frame.has(ACKNOWLEDGED)) {
                        send(frame(SETTINGS, ACKNOWLEDGED, 0, new byte[0]));
                    }
                }
                case PING -> {
                    if (!frame.has(ACKNOWLEDGED)) {
                        send(frame(PING, ACKNOWLEDGED, 0, frame.payload));
                    }
                }
                case HEADERS -> {
                    Answer answer = answer(frame);
                    if (answer.status() / 100 != 1) {
                        return answer;
                    }
                }
                case RESET, GO_AWAY -> {
                    return Answer.NONE;
                }
                default -> {}
            }
        }
        throw new IOException("no answer among many frames of HTTP/2");
    }

    private static List<Request.Header> headers(Request request) {
        var headers = new ArrayList<Request.Header>();
        headers.add(new Request.Header(":method", request.method()));
        boolean tls = request.connection().tls();
        headers.add(new Request.Header(":scheme", tls ? "https" : "http"));
        headers.add(new Request.Header(":path", request.target()));
        if (!request.host().isEmpty()) {
            headers.add(new Request.Header(":authority", request.host()));
        }
        for (Request.Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!LEFT_OUT.contains(name)) {
                headers.add(new Request.Header(name, header.value()));
            }
        }
        return headers;
    }

    private Answer answer(Frame first) throws IOException {
        byte[] payload = first.payload;
        int start = (first.has(PADDED) ? 1 : 0) + (first.has(PRIORITY) ? 5 : 0);
        int end = payload.length - (first.has(PADDED) ? payload[0] & 0xff : 0);
        if (start > end) {
            throw new IOException("a frame of HTTP/2 that is too short");
        }
        var block = new ByteArrayOutputStream();
        block.write(payload, start, end - start);
        Frame frame = first;
        while (!frame.has(END_HEADERS)) {
            frame = next();
            if (frame.type != CONTINUATION) {
                throw new IOException("headers of HTTP/2 that do not end");
            }
            block.writeBytes(frame.payload);
        }
        var headers = new ArrayList<>(Hpack.decoded(block.toByteArray()));
        int status = 0;
        for (Request.Header header : headers) {
            if (header.name().equals(":status") && header.value().matches("[0-9]{3}")) {
                status = Integer.parseInt(header.value());
            }
        }
        headers.removeIf(header -> header.name().startsWith(":"));
        return new Answer(status, headers);
    }

    private void send(byte[] frame) throws IOException {
        out.write(frame);
        out.flush();
    }

    private Frame next() throws IOException {
        byte[] head = new byte[9];
        in.readFully(head);
        if (head[0] == 'H' && head[1] == 'T' && head[2] == 'T' && head[3] == 'P') {
            throw new IOException("it speaks no HTTP/2 there");
        }
        int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
        if (length > FRAME_MAX) {
            throw new IOException("a frame of HTTP/2 that is too long");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(head[3], head[4] & 0xff, payload);
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        byte[] frame = new byte[9 + payload.length];
        frame[0] = (byte) (payload.length >> 16);
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        return frame;
    }
}

package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Servers in this process, all on the loopback network, which answer 200 to everything and
/// remember what reached which of them. They occupy a block of ports: those in front of them are
/// free for a proxy, and nobody else who asks for stand-ins is given the same.
public final class StandIns implements AutoCloseable {
    /// A request that reached the server at `address`: everything up to the empty line, one char
    /// per byte. For a connection that speaks TLS the head is empty.
    public record Received(String address, String head) {}

    /// Below the ports which the system gives to clients; those of servers with addresses of their
    /// own apart, as one port can be open at several addresses.
    private static final int MANY_HOSTS_FIRST = 21_000;

    private static final int ONE_HOST_FIRST = 26_000;
    private static final int ONE_HOST_LAST = 32_000;
    private static final int BLOCK_SIZE = 200;
    private static final int HEAD_MAX = 1 << 16;
    private static final int CLOSING_PAUSES = 300;

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

    private static final byte[] LAST_ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(ISO_8859_1);

    private static final byte TLS_HANDSHAKE = 0x16;

    private final Block block;
    private final Selector selector;
    private final List<ServerSocketChannel> open = new ArrayList<>();
    private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread thread;

    private StandIns(Block block, int count) throws IOException {
        this.block = block;
        this.selector = Selector.open();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocketChannel server = ServerSocketChannel.open();
                open.add(server);
                server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                server.bind(new InetSocketAddress(block.host(i), block.port(i)), 1024);
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_ACCEPT, block.address(i));
            }
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            this.thread = Thread.ofPlatform().daemon().name("stand-ins").unstarted(this::serve);
        }
        thread.start();
    }

    /// So many servers, in the first block of ports that nobody uses.
    public static StandIns open(int doors, int count, boolean manyHosts) throws IOException {
        int from = manyHosts ? MANY_HOSTS_FIRST : ONE_HOST_FIRST;
        int to = manyHosts ? ONE_HOST_FIRST : ONE_HOST_LAST;
        for (int first = from; first + doors + count < to; first += BLOCK_SIZE) {
            Optional<StandIns> opened = opened(new Block(first, doors, manyHosts), count);
            if (opened.isPresent()) {
                return opened.get();
            }
        }
        throw new IOException("no %d free ports from %d to %d".formatted(doors + count, from, to));
    }

    private static Optional<StandIns> opened(Block block, int count) throws IOException {
        try {
            for (int i = 0; i < block.doors(); i++) {
                try (var socket = new ServerSocket()) {
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(RealProxy.HOST, block.door(i)));
                }
            }
            return Optional.of(new StandIns(block, count));
        } catch (BindException taken) {
            return Optional.empty();
        }
    }

    public Block block() {
        return block;
    }

    public int count() {
        return open.size();
    }

    /// How many connections are open.
    public int connections() {
        return connections.get();
    }

    /// Waits until no more connections are open than this, for as long as a proxy may need to close
    /// one.
    public void awaitConnections(int most) throws IOException {
        for (int i = 0; i < CLOSING_PAUSES && connections.get() > most; i++) {
            RealProxy.pause();
        }
    }

    /// What was received since this was asked last.
    public List<Received> take() {
        var taken = new ArrayList<Received>();
        for (Received next = received.poll(); next != null; next = received.poll()) {
            taken.add(next);
        }
        return taken;
    }

    private void serve() {
        while (selector.isOpen()) {
            try {
                selector.select(this::ready);
            } catch (ClosedSelectorException end) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                SocketChannel client = server.accept();
                if (client != null) {
                    client.configureBlocking(false);
                    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    var conversation = new Conversation((String) key.attachment(), client);
                    client.register(selector, SelectionKey.OP_READ, conversation);
                    connections.incrementAndGet();
                }
            } else if (!((Conversation) key.attachment()).goOn()) {
                close(key);
            }
        } catch (IOException broken) {
            close(key);
        }
    }

    private void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.decrementAndGet();
        }
    }

    /// One connection to one server.
    private final class Conversation {
        private final String address;
        private final SocketChannel client;
        private final ByteBuffer in = ByteBuffer.allocate(HEAD_MAX);
        private int bodyLeft;

        Conversation(String address, SocketChannel client) {
            this.address = address;
            this.client = client;
        }

        /// Whether the connection stays open.
        boolean goOn() throws IOException {
            if (client.read(in) < 0 || !in.hasRemaining()) {
                return false;
            }
            if (in.get(0) == TLS_HANDSHAKE) {
                received.add(new Received(address, ""));
                return false;
            }
            boolean keep = true;
            for (int end = headEnd(); keep && end >= 0; end = headEnd()) {
                keep = answer(end);
            }
            return keep;
        }

        /// Where the next head ends; -1 while it has not come as a whole.
        private int headEnd() {
            int body = Math.min(bodyLeft, in.position());
            drop(body);
            bodyLeft -= body;
            for (int i = 3; i < in.position(); i++) {
                if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private boolean answer(int end) throws IOException {
            String head = new String(in.array(), 0, end, ISO_8859_1);
            drop(end);
            received.add(new Received(address, head));
            String folded = head.toLowerCase(Locale.ROOT);
            int length = folded.indexOf("\r\ncontent-length:");
            if (length >= 0) {
                int lineEnd = folded.indexOf('\r', length + 2);
                bodyLeft = Integer.parseInt(folded.substring(length + 17, lineEnd).strip());
            }
            boolean keep =
                    folded.contains(" http/1.1\r\n") && !folded.contains("\r\nconnection: close");
            var answer = ByteBuffer.wrap(keep ? ANSWER : LAST_ANSWER);
            while (answer.hasRemaining()) {
                client.write(answer);
            }
            return keep;
        }

        private void drop(int bytes) {
            in.flip();
            in.position(bytes);
            in.compact();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (ServerSocketChannel server : open) {
            server.close();
        }
    }
}

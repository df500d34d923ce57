package dev.evenkeel.loopback;

/// Where things listen: the first `doors` ports of a block are for a program that is tested, those
/// behind them for stand-in servers. With `manyHosts` every server has an address of its own
/// (127.1.0.1, 127.1.0.2 …), for programs to which servers with one address are the same.
public record Block(int first, int doors, boolean manyHosts) {
    private static final int BYTE = 254;

    /// The port on which a program may listen.
    public int door(int index) {
        return first + index;
    }

    /// The host of a server.
    public String host(int index) {
        return manyHosts ? "127.1." + index / BYTE + "." + (index % BYTE + 1) : "127.0.0.1";
    }

    /// The port of a server.
    public int port(int index) {
        return first + doors + index;
    }

    /// Where a server listens: `127.1.0.4:21043`.
    public String address(int index) {
        return host(index) + ":" + port(index);
    }
}

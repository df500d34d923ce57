package dev.evenkeel.balance;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a process of nginx knows about one server. Times are whole seconds.
final class NginxPeer {
    /// Long before any request.
    private static final long NEVER = Long.MIN_VALUE / 4;

    final int server;
    final String text;

    final int weight;
    private final Server written;
    private final int connectionsMax;
    private final int failuresMax;
    private final long pauseSeconds;
    boolean down;
    int effectiveWeight;
    long currentWeight;
    int connections;
    private int failures;
    private long checked = NEVER;
    private long failed = NEVER;

    NginxPeer(int index, Server server) {
        Capacity capacity = server.capacity();
        this.server = index;
        this.text = server.name();
        this.written = server;
        this.weight = capacity.weight();
        this.connectionsMax = capacity.connectionsMax();
        this.failuresMax = capacity.failures().max();
        this.pauseSeconds = capacity.failures().pause().toSeconds();
        this.down = server.role().isDisabled();
        this.effectiveWeight = weight;
    }

    boolean isFull() {
        return connectionsMax > 0 && connections >= connectionsMax;
    }

    /// Whether it failed too often too recently.
    boolean isPaused(long second) {
        return failuresMax > 0 && failures >= failuresMax && second - checked <= pauseSeconds;
    }

    /// A request is sent here.
    void begin(long second) {
        connections++;
        if (second - checked > pauseSeconds) {
            checked = second;
        }
    }

    /// The only server of a pool: nothing is remembered about it.
    void beginAlone() {
        connections++;
    }

    void succeed() {
        connections--;
        if (failed < checked) {
            failures = 0;
        }
    }

    void fail(long second) {
        connections--;
        failures++;
        failed = second;
        checked = second;
        if (failuresMax > 0) {
            effectiveWeight = Math.max(0, effectiveWeight - weight / failuresMax);
        }
    }

    void endAlone() {
        connections--;
    }

    /// Takes part in a turn: its current weight grows by its effective weight, which recovers by
    /// one. Tells by how much it grew.
    int advance() {
        int step = effectiveWeight;
        currentWeight += step;
        if (effectiveWeight < weight) {
            effectiveWeight++;
        }
        return step;
    }

    /// What stands for it in cookies: the route that is written, else the MD5 of its address; empty
    /// when its address is not known.
    String identity() {
        String route = written.identity().affinity();
        if (!route.isEmpty()) {
            return route;
        }
        Address address = written.address();
        return switch (address.kind()) {
            case IPV4 -> md5(address.host() + ":" + address.port());
            case IPV6 -> md5("[" + address.host() + "]:" + address.port());
            case UNIX -> md5("unix:" + address.host());
            case NAME, UNKNOWN -> "";
        };
    }

    private static String md5(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

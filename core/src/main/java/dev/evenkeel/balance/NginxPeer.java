package dev.evenkeel.balance;

import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Server;

/// What a process of nginx knows about one server. Times are whole seconds.
final class NginxPeer {
    /// Long before any request.
    private static final long NEVER = Long.MIN_VALUE / 4;

    final int server;
    final String text;
    final int weight;
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
}

package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Identity;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/// What the words of a `server` line say, one after the other; a later word replaces an earlier
/// one.
final class HaproxyServerTraits {
    private static final Set<String> WITH_ARGUMENT =
            Set.of(
                    """
                    addr agent-addr agent-inter agent-port agent-send alpn ca-file cc check-alpn \
                    check-pool-conn-name check-proto check-sni ciphers ciphersuites \
                    client-sigalgs cookie crl-file crt curves downinter error-limit fall \
                    fastinter guid hash-key healthcheck id idle-ping init-addr init-state inter \
                    interface ktls log-bufsize log-proto max-reuse maxconn maxqueue minconn \
                    namespace npn observe on-error on-marked-down on-marked-up pool-conn-name \
                    pool-low-conn pool-max-conn pool-purge-delay port proto proxy-v2-options \
                    quic-cc-algo redir resolve-net resolve-opts resolve-prefer resolvers rise \
                    set-proxy-v2-tlv-fmt shard sigalgs slowstart sni socks4 source ssl-max-ver \
                    ssl-min-ver tcp-md5sig tcp-ut track usesrc verify verifyhost weight ws\
                    """
                            .split(" "));

    int weight = 1;
    @Nullable Span weightSpan;
    int connectionsMax;
    int queueMax;
    Duration slowStart = Duration.ZERO;
    boolean backup;
    boolean disabled;
    int number;
    String cookie = "";
    @Nullable Span cookieSpan;
    boolean nonStick;
    private String hashKey = "id";
    private boolean check;
    private boolean agentCheck;
    private boolean track;
    private boolean observe;

    HaproxyServerTraits() {}

    /// Starts with what another says; the number is never taken over.
    HaproxyServerTraits(HaproxyServerTraits other) {
        weight = other.weight;
        weightSpan = other.weightSpan;
        connectionsMax = other.connectionsMax;
        queueMax = other.queueMax;
        slowStart = other.slowStart;
        backup = other.backup;
        disabled = other.disabled;
        cookie = other.cookie;
        cookieSpan = other.cookieSpan;
        nonStick = other.nonStick;
        hashKey = other.hashKey;
        check = other.check;
        agentCheck = other.agentCheck;
        track = other.track;
        observe = other.observe;
    }

    /// Reads the words of a line from an index on.
    void apply(HaproxyLine line, int from) {
        int i = from;
        while (i < line.size()) {
            i += 1 + word(line, i);
        }
    }

    /// Reads one word and says how many arguments belong to it.
    private int word(HaproxyLine line, int i) {
        String value = line.word(i + 1);
        switch (line.word(i)) {
            case "weight" -> {
                weight = HaproxyQuantities.number(value);
                weightSpan = line.span(i + 1);
            }
            case "maxconn" -> connectionsMax = HaproxyQuantities.number(value);
            case "maxqueue" -> queueMax = HaproxyQuantities.number(value);
            case "slowstart" -> slowStart = HaproxyQuantities.milliseconds(value);
            case "id" -> number = HaproxyQuantities.number(value);
            case "cookie" -> {
                cookie = value;
                cookieSpan = line.span(i + 1);
            }
            case "hash-key" -> hashKey = value;
            case "track" -> track = true;
            case "observe" -> observe = true;
            case "non-stick" -> nonStick = true;
            case "stick" -> nonStick = false;
            case "backup" -> backup = true;
            case "no-backup" -> backup = false;
            case "disabled" -> disabled = true;
            case "enabled" -> disabled = false;
            case "check" -> check = true;
            case "no-check" -> check = false;
            case "agent-check" -> agentCheck = true;
            case "no-agent-check" -> agentCheck = false;
            default -> {}
        }
        return arguments(line.word(i));
    }

    Identity.RingKey ringKey() {
        return switch (hashKey) {
            case "addr" -> Identity.RingKey.ADDRESS;
            case "addr-port" -> Identity.RingKey.ADDRESS_AND_PORT;
            case "guid" -> Identity.RingKey.LASTING_NAME;
            case "id32" -> Identity.RingKey.WHOLE_NUMBER;
            default -> Identity.RingKey.NUMBER;
        };
    }

    Server.Checked checked() {
        if (check || agentCheck) {
            return Server.Checked.ACTIVELY;
        }
        if (track) {
            return Server.Checked.BY_ANOTHER;
        }
        return observe ? Server.Checked.PASSIVELY : Server.Checked.NEVER;
    }

    /// How many arguments a word has. Words of `source` are words of their own here.
    static int arguments(String word) {
        return WITH_ARGUMENT.contains(word) ? 1 : 0;
    }
}

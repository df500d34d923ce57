package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Identity;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What stands behind the address of a `server` of an upstream.
final class NginxServerParameters {
    /// What nginx takes when nothing is written.
    static final Capacity.Failures FAILURES = new Capacity.Failures(1, Duration.ofSeconds(10));

    private final NginxNotes notes;
    private int weight = 1;
    private @Nullable Span weightSpan;
    private int connectionsMax;
    private Duration slowStart = Duration.ZERO;
    private boolean backup;
    private boolean down;
    private int failuresMax = FAILURES.max();
    private Duration pause = FAILURES.pause();
    private @Nullable Span failuresSpan;
    private String route = "";
    private @Nullable Span routeSpan;

    NginxServerParameters(NginxDirective line, NginxNotes notes) {
        this.notes = notes;
        for (int i = 1; i < line.arguments(); i++) {
            read(line, i);
        }
    }

    private void read(NginxDirective line, int index) {
        String word = line.argument(index);
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        switch (equals < 0 ? word : word.substring(0, equals)) {
            case "weight" -> {
                weight = Math.max(1, NginxNumber.parse(value));
                weightSpan = line.argumentSpan(index);
            }
            case "max_conns" -> connectionsMax = Math.max(0, NginxNumber.parse(value));
            case "max_fails" -> {
                failuresMax = Math.max(0, NginxNumber.parse(value));
                counted(line.argumentSpan(index));
            }
            case "fail_timeout" -> {
                pause = NginxTime.parse(value, pause);
                counted(line.argumentSpan(index));
            }
            case "slow_start" -> slowStart = NginxTime.parse(value, Duration.ZERO);
            case "backup" -> backup = true;
            case "down" -> down = true;
            case "route" -> {
                route = value;
                routeSpan = line.argumentSpan(index);
            }
            case "service" -> notes.limited(line, "its addresses come from DNS records");
            case "drain" -> {
                down = true;
                notes.limited(line, "it takes only clients that were there before");
            }
            default -> {
                // `resolve` and others do not change what is modelled.
            }
        }
    }

    private void counted(Span span) {
        Span before = failuresSpan;
        failuresSpan = before == null ? span : before.to(span);
    }

    Capacity capacity() {
        return new Capacity(weight, weightSpan, connectionsMax, 0, slowStart, failures());
    }

    Capacity.Failures failures() {
        return new Capacity.Failures(failuresMax, pause);
    }

    /// Where it is written how failures are counted; `null` nowhere.
    @Nullable Span failuresSpan() {
        return failuresSpan;
    }

    Server.Role role() {
        if (down) {
            return backup ? Server.Role.DISABLED_BACKUP : Server.Role.DISABLED;
        }
        return backup ? Server.Role.BACKUP : Server.Role.ACTIVE;
    }

    Identity identity(int number) {
        return new Identity(number, route, routeSpan);
    }
}

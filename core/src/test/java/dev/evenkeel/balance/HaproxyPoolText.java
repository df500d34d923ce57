package dev.evenkeel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A pool for tests, from the lines of a `backend`, in a process that was started just now. What
/// becomes of requests is told in words: `a` goes to server a, `any waits`, `b waits`, `503`.
final class HaproxyPoolText {
    private final LoadBalancer haproxy;
    private final Balancer balancer;
    private final StringBuilder sent = new StringBuilder();
    private long requests;

    HaproxyPoolText(String lines) {
        this("2.6.12", lines);
    }

    HaproxyPoolText(String version, String lines) {
        haproxy = read(version, lines);
        balancer = ((Balancers.Found.Exact) found(haproxy)).balancer();
    }

    static Balancers.Found found(String version, String lines) {
        return found(read(version, lines));
    }

    private static Balancers.Found found(LoadBalancer haproxy) {
        return Balancers.of(haproxy.pools().getFirst(), haproxy.target());
    }

    private static LoadBalancer read(String version, String lines) {
        String text = "defaults\n mode http\nbackend pool\n" + lines + "\n";
        var input =
                new Input(
                        List.of(Source.of("haproxy.cfg", text)),
                        Sources.none(),
                        Version.parse(version).orElseThrow(),
                        Map.of());
        Reading reading = Dialects.named("haproxy").orElseThrow().read(input);
        assertThat(reading.isRefused()).as("%s", reading.problems()).isFalse();
        return reading.balancer();
    }

    /// The servers of so many requests without a key, each ending before the next begins.
    String turns(int count) {
        var servers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            servers.append(serve(null));
        }
        return servers.toString();
    }

    /// The server of a request that ends at once.
    String serve(@Nullable String key) {
        long request = requests++;
        Choice choice = balancer.arrive(Arrival.of(request, key));
        if (!(choice instanceof Choice.Refused)) {
            balancer.end(request, 0, this::sent);
        }
        return words(choice);
    }

    /// What becomes of a request that stays.
    String start(long request) {
        return start(new Arrival(request, null, -1, 0));
    }

    String start(Arrival arrival) {
        requests = Math.max(requests, arrival.request() + 1);
        return words(balancer.arrive(arrival));
    }

    /// What becomes of a request that comes and goes at once.
    String pass(long request) {
        return words(balancer.pass(Arrival.of(request, null)));
    }

    Choice choice(long request) {
        return choice(Arrival.of(request, null));
    }

    Choice choice(Arrival arrival) {
        return balancer.arrive(arrival);
    }

    /// Who is sent where when a request ends: `7a` for request 7.
    String end(long request) {
        sent.setLength(0);
        balancer.end(request, 0, this::sent);
        return sent.toString();
    }

    String fail(long request) {
        return words(balancer.fail(request, 0, this::sent));
    }

    /// Who is sent where when a server changes.
    String change(Change change) {
        sent.setLength(0);
        balancer.change(change, this::sent);
        return sent.toString();
    }

    private void sent(long request, int server) {
        sent.append(request).append(server < 0 ? "!" : name(server));
    }

    private String name(int server) {
        return haproxy.pools().getFirst().servers().get(server).name();
    }

    private String words(Choice choice) {
        return switch (choice) {
            case Choice.To(int server) -> name(server);
            case Choice.Wait(int server) -> (server < 0 ? "any" : name(server)) + " waits";
            case Choice.Refused(int status) -> String.valueOf(status);
            case Choice.OneOf _ -> "by chance";
            case Choice.Unknown _ -> "unknown";
        };
    }
}

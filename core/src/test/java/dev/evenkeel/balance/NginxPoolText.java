package dev.evenkeel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Failure;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Balancers for tests, from the lines of an `upstream`.
final class NginxPoolText {
    private static final Balancer.Sent NOBODY = (_, _) -> {};

    private NginxPoolText() {}

    /// The balancer of a pool with these lines, in a process with one worker.
    static Balancer balancer(String lines) {
        return balancer(Version.of(1, 22), lines);
    }

    static Balancer balancer(Version version, String lines) {
        var found = found(version, "worker_processes 1;", lines);
        assertThat(found).isInstanceOf(Balancers.Found.Exact.class);
        return ((Balancers.Found.Exact) found).balancer();
    }

    static Balancers.Found found(Version version, String workers, String lines) {
        String text =
                workers
                        + "\nevents {}\nhttp {\n upstream pool {\n"
                        + lines
                        + "\n"
                        + " }\n"
                        + " server { listen 80; location / { proxy_pass http://pool; } }\n"
                        + "}\n";
        var input =
                new Input(
                        List.of(Source.of("nginx.conf", text)), Sources.none(), version, Map.of());
        Reading reading = Dialects.named("nginx").orElseThrow().read(input);
        assertThat(reading.isRefused()).as("%s", reading.problems()).isFalse();
        LoadBalancer nginx = reading.balancer();
        return Balancers.of(nginx.pools().getFirst(), nginx.target());
    }

    /// The servers of so many requests with these keys, each ending before the next begins.
    static List<Integer> sequence(Balancer balancer, List<String> keys) {
        var servers = new ArrayList<Integer>();
        for (int i = 0; i < keys.size(); i++) {
            servers.add(server(balancer.arrive(Arrival.of(i, keys.get(i)))));
            balancer.end(i, 0, NOBODY);
        }
        return servers;
    }

    /// The servers of so many requests without a key.
    static List<Integer> sequence(Balancer balancer, int requests) {
        return sequence(balancer, Collections.nCopies(requests, ""));
    }

    static int server(Choice choice) {
        assertThat(choice).isInstanceOf(Choice.To.class);
        return ((Choice.To) choice).server();
    }

    static void end(Balancer balancer, long request, long second) {
        balancer.end(request, second, NOBODY);
    }

    static Choice fail(Balancer balancer, long request, long second) {
        return balancer.fail(request, second, NOBODY);
    }

    static Choice fail(Balancer balancer, long request, Failure failure, long second) {
        return balancer.fail(request, failure, second, NOBODY);
    }
}

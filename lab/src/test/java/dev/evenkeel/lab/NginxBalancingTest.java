package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.balance.Arrival;
import dev.evenkeel.balance.Balancer;
import dev.evenkeel.balance.Balancers;
import dev.evenkeel.balance.Choice;
import dev.evenkeel.model.Failure;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What nginx 1.22.1 chose, chosen again.
final class NginxBalancingTest {
    private static final Balancer.Sent NOBODY =
            (request, server) -> Assertions.fail("nginx has no queues");

    @Test
    void choosesTheServersOfRequestsOneAfterTheOther() {
        Vectors vectors = Vectors.named("nginx-lb");
        LoadBalancer nginx = vectors.balancer("nginx", "1.22");
        int compared = 0;
        for (Json vector : vectors.all()) {
            Pool pool = Vectors.pool(nginx, vector.at("upstream").text());
            boolean byAddress = vector.at("method").text().equals("ip");
            Balancer balancer = balancer(pool, nginx);
            List<String> chosen = new ArrayList<>();
            List<String> recorded = vector.at("sequence").each().stream().map(Json::text).toList();
            for (int i = 0; i < recorded.size(); i++) {
                String key = byAddress ? address(i) : i % 10 == 9 ? null : "key" + i;
                Choice choice = balancer.arrive(Arrival.of(i, key));
                balancer.end(i, 0, NOBODY);
                chosen.add(name(choice));
            }
            assertThat(chosen).as(pool.name()).isEqualTo(recorded);
            compared += chosen.size();
        }
        assertThat(compared).isEqualTo(21_600);
    }

    @Test
    void choosesTheServersOfRequestsAtTheSameTime() {
        Vectors vectors = Vectors.named("nginx-concurrent");
        LoadBalancer nginx = vectors.balancer("nginx", "1.22");
        int compared = 0;
        for (Json vector : vectors.all()) {
            Pool pool = Vectors.pool(nginx, vector.at("upstream").text());
            Balancer balancer = balancer(pool, nginx);
            Map<String, Long> numbers = new HashMap<>();
            for (Json event : vector.at("events").each()) {
                String request = event.at(1).text();
                long number = numbers.computeIfAbsent(request, _ -> (long) numbers.size());
                if (event.at(0).text().equals("end")) {
                    balancer.end(number, 0, NOBODY);
                } else {
                    Json server = event.at(3);
                    Choice choice = balancer.arrive(Arrival.of(number, event.at(2).text()));
                    assertThat(name(choice))
                            .as("%s %s", pool.name(), request)
                            .isEqualTo(server.toString());
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(4_077);
    }

    @Test
    void triesTheServersThatRequestsTriedWhenSomeRefuse() {
        Vectors vectors = Vectors.named("nginx-fail");
        LoadBalancer nginx = vectors.balancer("nginx", "1.22");
        Set<String> dead = Set.of("n1", "n3");
        int compared = 0;
        for (Json vector : vectors.all()) {
            Pool pool = Vectors.pool(nginx, vector.at("upstream").text());
            Balancer balancer = balancer(pool, nginx);
            boolean byAddress = vector.at("method").text().equals("ip");
            long request = 0;
            for (Json event : vector.at("events").each()) {
                long second = event.at(0).number();
                String key = byAddress ? "127.0.0.1" : event.at(1).text();
                List<String> tried = new ArrayList<>();
                Choice choice = balancer.arrive(new Arrival(++request, key, -1, second));
                while (choice instanceof Choice.To && dead.contains(name(choice))) {
                    tried.add(name(choice));
                    choice = balancer.fail(request, second, NOBODY);
                }
                balancer.end(request, second, NOBODY);
                List<String> recorded = event.at(2).each().stream().map(Json::text).toList();
                boolean nobody = recorded.getLast().equals(pool.name());
                if (choice instanceof Choice.To || nobody) {
                    tried.add(nobody ? pool.name() : name(choice));
                }
                assertThat(tried).as("%s request %d", pool.name(), request).isEqualTo(recorded);
                int status = choice instanceof Choice.Refused(int code) ? code : 200;
                assertThat(status).isEqualTo((int) event.at(3).number());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(4_200);
    }

    @Test
    void triesAnotherServerAfterTheFailuresThatCount() {
        Vectors vectors = Vectors.named("nginx-next");
        int compared = 0;
        for (Json vector : vectors.all()) {
            Map<String, String> modes = new HashMap<>();
            vector.at("server_modes")
                    .names()
                    .forEach(name -> modes.put(name, vector.at("server_modes").at(name).text()));
            @Nullable Balancer balancer = null;
            Set<String> places = new HashSet<>();
            long request = 0;
            for (Json each : vector.at("requests").each()) {
                String place = each.at("uri").text();
                places.add(place);
                if (balancer == null) {
                    LoadBalancer nginx =
                            vectors.balancer("nginx", "1.22", text -> only(text, place));
                    balancer = balancer(Vectors.pool(nginx, "cl"), nginx);
                }
                compared++;
                follow(balancer, ++request, each, modes);
            }
            assertThat(places).hasSize(1);
        }
        assertThat(compared).isEqualTo(12);
    }

    private static void follow(
            Balancer balancer, long request, Json recorded, Map<String, String> modes) {
        boolean repeatable = recorded.at("method").text().equals("GET");
        List<String> tried = new ArrayList<>();
        Choice choice = balancer.arrive(Arrival.of(request, null));
        while (choice instanceof Choice.To && modes.containsKey(name(choice))) {
            tried.add(name(choice));
            var failure =
                    "502".equals(modes.get(name(choice)))
                            ? new Failure(Failure.Kind.STATUS, 502, repeatable)
                            : new Failure(Failure.Kind.BROKEN, 0, repeatable);
            choice = balancer.fail(request, failure, 0, NOBODY);
        }
        List<String> expected = recorded.at("tried").each().stream().map(Json::text).toList();
        boolean nobody = expected.getLast().equals("cl");
        if (choice instanceof Choice.To || nobody) {
            tried.add(nobody ? "cl" : name(choice));
        }
        balancer.end(request, 0, NOBODY);
        assertThat(tried).as("%s", recorded).isEqualTo(expected);
        int status = choice instanceof Choice.Refused(int code) ? code : 200;
        assertThat(status).isEqualTo((int) recorded.at("status").number());
    }

    /// The configuration with one location only: how a pool is used is known per pool.
    private static String only(String text, String place) {
        return Pattern.compile("location (\\S+) \\{[^}]*}")
                .matcher(text)
                .replaceAll(match -> match.group(1).equals(place) ? match.group() : "");
    }

    private static Balancer balancer(Pool pool, LoadBalancer nginx) {
        var found = Balancers.of(pool, nginx.target());
        assertThat(found).as(pool.name()).isInstanceOf(Balancers.Found.Exact.class);
        return ((Balancers.Found.Exact) found).balancer();
    }

    private static String name(Choice choice) {
        return switch (choice) {
            case Choice.To(int server) -> "n" + server;
            case Choice.Refused(int status) -> String.valueOf(status);
            case Choice.OneOf _, Choice.Wait _, Choice.Unknown _ -> choice.toString();
        };
    }

    /// The client of the q-th request: IPv4 unless 3 divides q, as the recording says.
    private static String address(int q) {
        if (q % 3 != 0) {
            return "10." + q * 3 % 256 + "." + q * 7 % 256 + "." + q * 31 % 256;
        }
        BigInteger factor = new BigInteger("123456789abcdef0123456789", 16);
        String digits = "0".repeat(32) + factor.multiply(BigInteger.valueOf(q)).toString(16);
        String last = digits.substring(digits.length() - 32);
        return last.replaceAll("(.{4})(?!$)", "$1:");
    }
}

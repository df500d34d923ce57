package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.balance.Arrival;
import dev.evenkeel.balance.Balancer;
import dev.evenkeel.balance.Balancers;
import dev.evenkeel.balance.Change;
import dev.evenkeel.balance.Choice;
import dev.evenkeel.hash.Avalanche;
import dev.evenkeel.hash.HashFunctions;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What HAProxy 2.6.12 chose, chosen again.
final class HaproxyBalancingTest {
    private static final Balancer.Sent NOBODY =
            (request, server) -> Assertions.fail("nobody waits");

    @Test
    void takesTurns() {
        Vectors vectors = Vectors.named("haproxy-rr");
        LoadBalancer haproxy = haproxy(vectors);
        int compared = 0;
        int index = 0;
        for (Json vector : vectors.all()) {
            String balance = vector.at("balance").text();
            Pool pool = Vectors.pool(haproxy, balance.replace("-", "") + "_" + index++ % 40);
            var run = new Run(pool, haproxy);
            for (Json server : vector.at("sequence").each()) {
                assertThat(run.serve(null)).as(pool.name()).isEqualTo(server.text());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(4_800);
    }

    @Test
    void knowsNumbersWeightsAndBackups() {
        Vectors vectors = Vectors.named("haproxy-struct");
        LoadBalancer haproxy = haproxy(vectors);
        int compared = 0;
        for (Json vector : vectors.all()) {
            Pool pool = Vectors.pool(haproxy, vector.at("backend").text());
            var run = new Run(pool, haproxy);
            boolean bySource = vector.at("algo").text().startsWith("source");
            int request = 0;
            for (Json server : vector.at("servers_by_request").each()) {
                String key = bySource ? address(request) : "key" + request;
                assertThat(run.serve(key))
                        .as("%s, request %d", pool.name(), request)
                        .isEqualTo(server.text());
                request++;
                compared++;
            }
        }
        assertThat(compared).isEqualTo(23_040);
    }

    /// The address of a request as the number it is.
    private static String address(int request) {
        int first = 10;
        int third = request * 7 % 256;
        int last = request * 31 % 256;
        return String.valueOf(first << 24 | request << 16 | third << 8 | last);
    }

    @Test
    void hashesKeys() {
        Vectors vectors = Vectors.named("haproxy-hash");
        LoadBalancer haproxy = haproxy(vectors);
        for (Json vector : vectors.all()) {
            String function = vector.at("function").text();
            boolean avalanche = vector.at("avalanche").truth();
            String key = new String(vector.at("key").text().getBytes(UTF_8), ISO_8859_1);
            int hash = Objects.requireNonNull(HashFunctions.named(function)).of(key);
            int finished = avalanche ? Avalanche.of(hash) : hash;
            assertThat(Integer.toUnsignedLong(hash)).isEqualTo(vector.at("hash").number());
            assertThat(Integer.toUnsignedLong(finished))
                    .isEqualTo(vector.at("hash_final").number());
            var run = new Run(Vectors.pool(haproxy, poolOf(vector)), haproxy);
            assertThat(run.serve(key)).as("%s", vector).isEqualTo(vector.at("server").text());
        }
        assertThat(vectors.all()).hasSize(360);
    }

    private static String poolOf(Json vector) {
        String type = vector.at("hash_type").text().startsWith("map") ? "map" : "consistent";
        Json given = vector.at("function_given");
        boolean isStandard = given.isNull();
        boolean isAvalanched = vector.at("avalanche").truth() && !isStandard;
        return type
                + "_"
                + (isStandard ? "default" : given.text())
                + (isAvalanched ? "_aval" : "_plain");
    }

    @Test
    void takesTheNearestNodeOfARing() {
        Vectors vectors = Vectors.named("haproxy-ring-boundary");
        LoadBalancer haproxy = haproxy(vectors);
        for (Json vector : vectors.all()) {
            var run = new Run(Vectors.pool(haproxy, "b"), haproxy);
            assertThat(run.serve(vector.at("k").text()))
                    .as("%s", vector)
                    .isEqualTo(vector.at("server").text());
        }
        assertThat(vectors.all()).hasSize(96);
    }

    @Test
    void countsRequestsAtTheSameTime() {
        Vectors vectors = Vectors.named("haproxy-concurrent");
        LoadBalancer haproxy = haproxy(vectors);
        int compared = 0;
        for (Json vector : vectors.all()) {
            var run = new Run(Vectors.pool(haproxy, vector.at("backend").text()), haproxy);
            for (Json event : vector.at("events").each()) {
                String request = event.at(1).text();
                if (event.at(0).text().equals("end")) {
                    run.end(request);
                } else {
                    assertThat(run.start(request, event.at(2).text()))
                            .as("%s %s", vector.at("backend"), request)
                            .isEqualTo(event.at(3).text());
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(6_799);
    }

    @Test
    void letsRequestsWait() {
        Vectors vectors = Vectors.named("haproxy-queue");
        LoadBalancer haproxy = haproxy(vectors);
        int compared = 0;
        for (Json vector : vectors.all()) {
            var run = new Run(Vectors.pool(haproxy, vector.at("backend").text()), haproxy);
            for (Json event : vector.at("events").each()) {
                String request = event.at(1).text();
                switch (event.at(0).text()) {
                    case "start" -> {
                        assertThat(run.sent).as("%s", event).isEmpty();
                        String server = run.start(request, null);
                        if (!server.equals("waits")) {
                            run.sent.put(request, server);
                        }
                        compared++;
                    }
                    case "end" -> {
                        assertThat(run.sent).as("%s", event).isEmpty();
                        run.end(request);
                    }
                    default ->
                            assertThat(run.sent.remove(request))
                                    .as("%s %s", vector.at("backend"), event)
                                    .isEqualTo(event.at(2).text());
                }
            }
        }
        assertThat(compared).isGreaterThan(1_900);
    }

    @Test
    void followsServersThatComeAndGo() {
        Vectors vectors = Vectors.named("haproxy-runtime");
        LoadBalancer haproxy = haproxy(vectors);
        int compared = 0;
        for (Json vector : vectors.all()) {
            var run = new Run(Vectors.pool(haproxy, vector.at("backend").text()), haproxy);
            int event = 0;
            for (Json each : vector.at("events").each()) {
                event++;
                if (each.at(0).text().equals("req")) {
                    assertThat(run.serve(each.at(1).text()))
                            .as("%s %s event %d", vector.at("backend"), vector.at("algo"), event)
                            .isEqualTo(each.at(2).text());
                    compared++;
                } else {
                    run.change(each);
                }
            }
        }
        assertThat(compared).isEqualTo(18_337);
    }

    @Test
    void triesAgain() {
        Vectors vectors = Vectors.named("haproxy-redispatch");
        LoadBalancer haproxy = haproxy(vectors);
        for (Json vector : vectors.all()) {
            Pool pool = Vectors.pool(haproxy, vector.at("backend").text());
            Json recorded = vector.at("first_request_that_hit_s2");
            List<String> way = attempts(pool, haproxy);
            String last = way.getLast();
            long retries = way.stream().filter("s2"::equals).count() - 1;
            boolean isRefused = last.equals("503");
            assertThat(isRefused ? 503L : last)
                    .as("%s: %s", pool.name(), way)
                    .isEqualTo(recorded.at("result").value());
            assertThat(retries).as(pool.name()).isEqualTo(recorded.at("s2_retries").number());
            assertThat(isRefused ? 0L : 1L)
                    .as(pool.name())
                    .isEqualTo(recorded.at("s2_redispatches").number());
        }
        assertThat(vectors.all()).hasSize(69);
    }

    /// Where the first request that goes to s2 goes, when every attempt there fails.
    private static List<String> attempts(Pool pool, LoadBalancer haproxy) {
        Balancer balancer = balancer(pool, haproxy);
        var way = new ArrayList<String>();
        for (int request = 0; way.isEmpty(); request++) {
            Choice choice = balancer.arrive(Arrival.of(request, "k" + request));
            if (!name(pool, choice).equals("s2")) {
                balancer.end(request, 0, NOBODY);
                continue;
            }
            way.add("s2");
            while (way.getLast().equals("s2")) {
                way.add(name(pool, balancer.fail(request, 0, NOBODY)));
            }
        }
        return way;
    }

    /// The configuration, with the path of its control socket made absolute.
    private static LoadBalancer haproxy(Vectors vectors) {
        return vectors.balancer(
                "haproxy", "2.6", text -> text.replace(" socket run/", " socket /run/"));
    }

    private static Balancer balancer(Pool pool, LoadBalancer haproxy) {
        return switch (Balancers.of(pool, haproxy.target())) {
            case Balancers.Found.Exact(Balancer exact, List<String> assumed) -> {
                assertThat(assumed).isEmpty();
                yield exact;
            }
            case Balancers.Found.Unknown(String why) -> throw new AssertionError(why);
        };
    }

    private static String name(Pool pool, Choice choice) {
        return switch (choice) {
            case Choice.To(int server) -> pool.servers().get(server).name();
            case Choice.Wait _ -> "waits";
            case Choice.Refused(int status) -> String.valueOf(status);
            case Choice.OneOf _, Choice.Unknown _ -> throw new AssertionError(choice);
        };
    }

    /// A pool of a process that was started just now.
    private static final class Run {
        private final Pool pool;
        private final Balancer balancer;
        private final Map<String, Long> numbers = new HashMap<>();
        private final Map<Long, String> names = new HashMap<>();

        /// Who left a queue, and for which server.
        private final Map<String, String> sent = new HashMap<>();

        private long requests;

        Run(Pool pool, LoadBalancer haproxy) {
            this.pool = pool;
            this.balancer = balancer(pool, haproxy);
        }

        /// A request that ends before the next one.
        String serve(@Nullable String key) {
            long request = requests++;
            Choice choice = balancer.arrive(Arrival.of(request, key));
            if (choice instanceof Choice.To) {
                balancer.end(request, 0, NOBODY);
            }
            return name(pool, choice);
        }

        String start(String name, @Nullable String key) {
            long request = requests++;
            numbers.put(name, request);
            names.put(request, name);
            return name(pool, balancer.arrive(Arrival.of(request, key)));
        }

        void end(String name) {
            balancer.end(
                    Objects.requireNonNull(numbers.get(name)),
                    0,
                    (request, server) ->
                            sent.put(
                                    Objects.requireNonNull(names.get(request)),
                                    pool.servers().get(server).name()));
        }

        void change(Json event) {
            int server =
                    pool.servers().stream().map(Server::name).toList().indexOf(event.at(1).text());
            balancer.change(
                    switch (event.at(0).text()) {
                        case "down" -> new Change.Down(server, 0);
                        case "up" -> new Change.Up(server, 0);
                        default -> new Change.Weight(server, (int) event.at(2).number(), 0);
                    },
                    NOBODY);
        }
    }
}

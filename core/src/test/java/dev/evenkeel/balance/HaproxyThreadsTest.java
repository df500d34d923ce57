package dev.evenkeel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

final class HaproxyThreadsTest {
    @ParameterizedTest
    @CsvSource({
        "thread-groups 1, 3.2, 'exact'",
        "thread-groups 2, 3.2, 'every group of threads takes turns of its own'",
        "nbthread 4, 3.4, 'exact'",
        "'', 3.2, 'exact'",
        "'', 3.4, 'HAProxy runs one group of threads, as with `thread-groups 1`'",
        "thread-groups 2, 3.0, 'exact'",
    })
    void turnsAreExactWhereThreadsShareThem(String line, String version, String expected) {
        String text =
                """
                global
                    %s
                backend b
                    balance roundrobin
                    server a 192.0.2.1:80
                    server b 192.0.2.2:80
                """
                        .formatted(line);
        var input =
                new Input(
                        List.of(Source.of("x", text)),
                        Sources.none(),
                        Version.parse(version).orElseThrow(),
                        Map.of());
        LoadBalancer balancer = Dialects.named("haproxy").orElseThrow().read(input).balancer();
        String found =
                switch (Balancers.of(balancer.pools().getFirst(), balancer.target())) {
                    case Balancers.Found.Exact(_, List<String> assumed) ->
                            assumed.isEmpty() ? "exact" : String.join(", ", assumed);
                    case Balancers.Found.Unknown(String why) -> why;
                };
        assertThat(found).isEqualTo(expected);
    }
}

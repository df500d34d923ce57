package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class PoolPairsTest {
    private static final String WEB =
            "backend web\n server a 192.0.2.1:80\n server b 192.0.2.2:80\n";
    private static final String API = "backend api\n server a 192.0.2.3:80\n";

    private static LoadBalancer haproxy(String text) {
        return read("haproxy", "defaults\n mode http\n" + text, Version.of(3, 2));
    }

    private static LoadBalancer read(String dialect, String text, Version version) {
        var input = new Input(List.of(Source.of("x", text)), Sources.none(), version, Map.of());
        return Dialects.named(dialect).orElseThrow().read(input).balancer();
    }

    private static List<String> pairs(LoadBalancer before, LoadBalancer after) {
        return PoolPairs.of(before, after).pairs().stream()
                .map(pair ->
                        (pair.before() == null ? "-" : pair.before().name())
                                + " "
                                + (pair.after() == null ? "-" : pair.after().name()))
                .toList();
    }

    @Test
    void theNameDecidesWhateverTheServers() {
        var after = haproxy(API.replace("2.3", "2.9") + WEB);
        assertThat(pairs(haproxy(WEB + API), after)).containsExactly("web web", "api api");
    }

    @Test
    void aPoolThatVanishedAndOneThatAppearedWithItsServersAreOne() {
        var after =
                haproxy(API + "backend pages\n server x 192.0.2.2:80\n server y 192.0.2.1:80\n");
        var pairs = PoolPairs.of(haproxy(WEB + API), after);
        assertThat(pairs(haproxy(WEB + API), after)).containsExactly("web pages", "api api");
        assertThat(pairs.pairs().getFirst().isRenamed()).isTrue();
        assertThat(pairs.pairs().getLast().isRenamed()).isFalse();
    }

    @Test
    void otherServersAreAnotherPool() {
        var after = haproxy(API + "backend pages\n server x 192.0.2.2:80\n");
        assertThat(pairs(haproxy(WEB + API), after)).containsExactly("web -", "api api", "- pages");
    }

    @Test
    void poolsWithoutServersAreNotTakenForEachOther() {
        assertThat(pairs(haproxy("backend a\n"), haproxy("backend b\n")))
                .containsExactly("a -", "- b");
    }

    @Test
    void findsPoolsAcrossDialects() {
        var nginx =
                "events {} http { upstream pages { server 192.0.2.2:80; server 192.0.2.1:80; } }";
        var after = read("nginx", nginx, Version.of(1, 26));
        assertThat(pairs(haproxy(WEB + API), after)).containsExactly("web pages", "api -");
    }

    @Test
    void tellsTheSameFromTheOthers() {
        var before = haproxy(WEB + API);
        var after = haproxy(WEB + API);
        var pairs = PoolPairs.of(before, after);
        var web = before.pools().getFirst();
        assertThat(pairs.areSame(web, after.pools().getFirst())).isTrue();
        assertThat(pairs.areSame(web, after.pools().getLast())).isFalse();
        assertThat(pairs.before(web)).isEqualTo(pairs.after(after.pools().getFirst()));
    }
}

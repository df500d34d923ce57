package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class ListenerPairsTest {
    private static LoadBalancer nginx(String listens) {
        String text = "events {} http { server { " + listens + " return 204; } }";
        return read("nginx", text, Version.of(1, 26));
    }

    private static LoadBalancer haproxy(String binds) {
        String text = "defaults\n mode http\nfrontend f\n" + binds + " http-request return\n";
        return read("haproxy", text, Version.of(3, 2));
    }

    private static LoadBalancer read(String dialect, String text, Version version) {
        var input = new Input(List.of(Source.of("x", text)), Sources.none(), version, Map.of());
        return Dialects.named(dialect).orElseThrow().read(input).balancer();
    }

    private static List<String> pairs(LoadBalancer before, LoadBalancer after) {
        return ListenerPairs.of(before, after).stream()
                .map(pair -> name(pair.before()) + " " + name(pair.after()))
                .toList();
    }

    private static String name(@Nullable Listener listener) {
        return listener == null ? "-" : listener.name();
    }

    @Test
    void everyListenerOfTheSameTextIsItself() {
        var twice = nginx("listen 80; listen [::]:80;");
        assertThat(pairs(twice, twice)).containsExactly("0.0.0.0:80 0.0.0.0:80", "[::]:80 [::]:80");
        assertThat(RoutingComparison.of(twice, twice).verdict())
                .isEqualTo(RoutingDiff.Verdict.EQUIVALENT);
    }

    @Test
    void oneListenerMayTakeThePlaceOfSeveral() {
        var one = haproxy(" bind :80\n bind [::]:80\n");
        var two = nginx("listen 80; listen [::]:80;");
        assertThat(pairs(one, two)).containsExactly("f 0.0.0.0:80", "f [::]:80");
        assertThat(pairs(two, one)).containsExactly("0.0.0.0:80 f", "[::]:80 f");
    }

    @Test
    void aNewAddressIsNobodysBefore() {
        assertThat(pairs(nginx("listen 80;"), nginx("listen 80; listen 81;")))
                .containsExactly("0.0.0.0:80 0.0.0.0:80", "- 0.0.0.0:81");
    }
}

package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Given;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

final class TraceTextTest {
    private static final Given CALM =
            new Given(Map.of("sc_http_req_rate(0)", "3"), Set.of(), false);

    private static final Request NEAR_MISS =
            Traces.request("a4.example", "/old/page", true, "9.9.9.9");

    private static String write(TraceAnswer answer) {
        return new TraceText(Style.plain(), false).of(answer);
    }

    private static String nginx(String target, Given given) {
        return write(
                Traces.of(
                        "nginx",
                        Traces.NGINX,
                        Traces.request("shop.example", target, false, "9.9.9.9"),
                        given));
    }

    @Test
    void tellsTheWayToAPoolAndWhatItsServerReceives() {
        var answer = Traces.of("haproxy", Traces.HAPROXY, NEAR_MISS, CALM);
        Golden.assertMatches("trace-pool.text", write(answer));
        Golden.assertMatches(
                "trace-pool.colour", new TraceText(new Style(true, 80), false).of(answer));
        Golden.assertMatches("trace-pool-all.text", new TraceText(Style.plain(), true).of(answer));
    }

    @Test
    void tellsARedirect() {
        var request = Traces.request("a4.example", "/x", false, "");
        Golden.assertMatches(
                "trace-redirect.text", write(Traces.of("haproxy", Traces.HAPROXY, request)));
    }

    @Test
    void tellsWhatItDependsOnAndHowToDecideIt() {
        var request = Traces.request("a4.example", "/admin", true, "");
        Golden.assertMatches(
                "trace-open.text", write(Traces.of("haproxy", Traces.HAPROXY, request)));
    }

    @Test
    void tellsWhichFilesItDependsOn() {
        Golden.assertMatches("trace-files.text", nginx("/a.html", Given.nothing()));
        var none = new Given(Map.of(), Set.of(), true);
        assertThat(nginx("/a.html", none)).contains("→ pool app, server 10.0.0.1:80");
        var one = new Given(Map.of(), Set.of("html/a.html"), true);
        assertThat(nginx("/a.html", one)).contains("→ the balancer answers by itself: files");
    }

    @Test
    void tellsBlocksInsideBlocks() {
        Golden.assertMatches("trace-blocks.text", nginx("/api/users?page=2", Given.nothing()));
    }

    @Test
    void namesTheFetchThatDecides() {
        assertThat(nginx("/de/", Given.nothing()))
                .contains("To decide it: `--assume '$geoip_country_code=…'`");
        var german = new Given(Map.of("$geoip_country_code", "DE"), Set.of(), false);
        assertThat(nginx("/de/", german)).contains("→ the balancer answers 403");
    }

    @Test
    void tellsStatusAndLocation() {
        assertThat(nginx("/gone", Given.nothing())).contains("→ the balancer answers 410");
        assertThat(nginx("/old/", Given.nothing()))
                .contains("→ redirect 301 to https://shop.example/new");
    }

    @Test
    void theAnswerStandsAtTheTopAndAtTheEnd() {
        String text = write(Traces.of("haproxy", Traces.HAPROXY, NEAR_MISS, CALM));
        String answer = "→ pool pages, one of 2 servers by chance";
        assertThat(text.lines().toList().get(1)).isEqualTo(answer);
        assertThat(text.lines().filter(answer::equals)).hasSize(2);
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int columns : new int[] {60, 80, 100}) {
            for (boolean all : new boolean[] {false, true}) {
                var report = new TraceText(new Style(false, columns), all);
                String text = report.of(Traces.of("haproxy", Traces.HAPROXY, NEAR_MISS, CALM));
                assertThat(text.lines())
                        .allSatisfy(
                                line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(columns));
            }
        }
    }

    @Test
    void neverShowsASecretOfTheConfiguration() {
        String text = write(Traces.of("haproxy", Traces.HAPROXY, NEAR_MISS, CALM));
        assertThat(text).contains("authorization: " + Secrets.MASK).doesNotContain("hunter2");
    }

    @Test
    void nothingInARequestSteersTheTerminal() {
        var request = Traces.request("a4.example", "/\u001b[31m\u009b", true, "");
        assertThat(write(Traces.of("haproxy", Traces.HAPROXY, request, CALM)))
                .doesNotContain("\u001b")
                .doesNotContain("\u009b");
    }
}

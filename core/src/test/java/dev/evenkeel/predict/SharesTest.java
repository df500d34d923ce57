package dev.evenkeel.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

final class SharesTest {
    private static Shares haproxy(String lines) {
        String text =
                """
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 5s
                backend b
                %s
                """
                        .formatted(lines.indent(4));
        return shares("haproxy", text, Version.of(2, 6));
    }

    private static Shares nginx(String lines) {
        String text = "events {}\nhttp { upstream b {\n" + lines + "} }\n";
        return shares("nginx", text, Version.of(1, 22));
    }

    private static Shares shares(String dialect, String text, Version version) {
        LoadBalancer balancer =
                Dialects.named(dialect)
                        .orElseThrow()
                        .read(
                                new Input(
                                        List.of(Source.of("x", text)),
                                        Sources.none(),
                                        version,
                                        Map.of()))
                        .balancer();
        return Shares.of(balancer.pools().getFirst(), balancer.target());
    }

    @Test
    void turnsFollowTheWeightsOfTheServersInUse() {
        assertThat(
                        haproxy(
                                """
                                server a 192.0.2.1:80 weight 1
                                server b 192.0.2.2:80 weight 3
                                server c 192.0.2.3:80 weight 9 disabled
                                server d 192.0.2.4:80 weight 9 backup
                                server e 192.0.2.5:80 weight 0
                                """))
                .isEqualTo(new Shares.Fixed(List.of(0.25, 0.75, 0.0, 0.0, 0.0)));
    }

    @Test
    void theFirstBackupTakesEverythingUnlessAllDo() {
        String servers =
                """
                server a 192.0.2.1:80 disabled
                server b 192.0.2.2:80 backup weight 1
                server c 192.0.2.3:80 backup weight 3
                """;
        assertThat(haproxy(servers)).isEqualTo(new Shares.Fixed(List.of(0.0, 1.0, 0.0)));
        assertThat(haproxy("option allbackups\n" + servers))
                .isEqualTo(new Shares.Fixed(List.of(0.0, 0.25, 0.75)));
    }

    @Test
    void drawsFollowTheWeightsInNginx() {
        var shares =
                (Shares.Fixed)
                        nginx("random; server 192.0.2.1 weight=3; server 192.0.2.2; zone z 64k;");
        assertThat(shares.shares().getFirst()).isCloseTo(0.75, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    balance leastconn @ how long requests last
                    balance source    @ what is hashed
                    balance random(2) @ the least load wins
                    """)
    void whatTheAlgorithmDoesNotFixIsOpen(String line, String why) {
        String servers = "server a 192.0.2.1:80\nserver b 192.0.2.2:80\n";
        assertThat(haproxy(line + "\n" + servers))
                .isInstanceOfSatisfying(
                        Shares.Open.class, open -> assertThat(open.why()).contains(why));
    }

    @Test
    void aServerAloneTakesEverything() {
        assertThat(haproxy("balance leastconn\nserver a 192.0.2.1:80\n"))
                .isEqualTo(new Shares.Fixed(List.of(1.0)));
    }
}

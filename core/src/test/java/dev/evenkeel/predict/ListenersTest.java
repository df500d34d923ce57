package dev.evenkeel.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.predict.ListenerChoice.Chosen;
import dev.evenkeel.predict.ListenerChoice.Open;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class ListenersTest {
    private static final String HAPROXY =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 5s
                timeout server 5s
            frontend public
                bind :80
                bind :443 ssl crt a.pem
                default_backend web
            frontend range
                bind 127.0.0.1:9000-9010
                default_backend web
            backend web
                server a 127.0.0.1:1
            """;

    private static final String NGINX =
            """
            events {}
            http {
                server { listen 80; listen [::]:80; server_name a.example; return 204; }
                server { listen 10.0.0.1:80; return 204; }
                server { listen 8080; return 204; }
            }
            """;

    private static Listeners of(String dialect, String text) {
        var language = Dialects.named(dialect).orElseThrow();
        LoadBalancer balancer =
                language.read(
                                new Input(
                                        List.of(Source.of("a", text)),
                                        Sources.none(),
                                        language.standardVersion(),
                                        Map.of()))
                        .balancer();
        return Listeners.of(balancer);
    }

    private static String chosen(ListenerChoice choice) {
        return switch (choice) {
            case Chosen(var listener, int port, boolean tls, String assumed) ->
                    listener.name()
                            + " "
                            + port
                            + (tls ? " TLS" : "")
                            + (assumed.isEmpty() ? "" : ": " + assumed);
            case Open(String why) -> why;
        };
    }

    private static String haproxy(String name, int port, Security security) {
        return chosen(of("haproxy", HAPROXY).choose(new Entry(name, "", port, security)));
    }

    private static String nginx(String name, String address, int port) {
        return chosen(of("nginx", NGINX).choose(new Entry(name, address, port, Security.PLAIN)));
    }

    @Test
    void thePortDecidesAndTheSchemeStandsForIt() {
        assertThat(haproxy("", 80, Security.PLAIN)).isEqualTo("public 80");
        assertThat(haproxy("", 0, Security.PLAIN)).isEqualTo("public 80");
        assertThat(haproxy("", 0, Security.UNSAID)).isEqualTo("public 80");
        assertThat(haproxy("", 0, Security.TLS)).isEqualTo("public 443 TLS");
        assertThat(haproxy("", 443, Security.UNSAID)).isEqualTo("public 443 TLS");
    }

    @Test
    void bothEndsOfARangeBelongToIt() {
        assertThat(haproxy("", 9000, Security.PLAIN)).isEqualTo("range 9000");
        assertThat(haproxy("", 9010, Security.PLAIN)).isEqualTo("range 9010");
        assertThat(haproxy("", 9011, Security.PLAIN)).startsWith("nothing listens on port 9011");
        assertThat(haproxy("", 8999, Security.PLAIN)).startsWith("nothing listens on port 8999");
    }

    @Test
    void wherePlainAndTlsDoNotFitTheOnlyListenerThatDoesIsTakenAndSaidSo() {
        assertThat(haproxy("", 80, Security.TLS))
                .isEqualTo(
                        "public 443 TLS: nothing listens on port 80 with TLS; taken as sent to"
                                + " public on port 443");
    }

    @Test
    void namesWhatThereIsWhenNothingFits() {
        assertThat(haproxy("", 1, Security.PLAIN))
                .isEqualTo(
                        "nothing listens on port 1 without TLS; say with --listener which is meant:"
                                + " public (:80, :443 TLS), range (127.0.0.1:9000-9010)");
        assertThat(haproxy("privat", 0, Security.UNSAID))
                .isEqualTo(
                        "there is no listener privat; there is public (:80, :443 TLS), range"
                                + " (127.0.0.1:9000-9010)");
    }

    @Test
    void aNameDecidesAloneAndTakesWhatThePortCannot() {
        assertThat(haproxy("public", 0, Security.UNSAID)).isEqualTo("public 80");
        assertThat(haproxy("public", 0, Security.TLS)).isEqualTo("public 443 TLS");
        assertThat(haproxy("public", 1234, Security.PLAIN)).isEqualTo("public 1234");
        assertThat(haproxy(":443", 0, Security.UNSAID)).startsWith("public ");
        assertThat(haproxy("range", 0, Security.TLS))
                .isEqualTo("range 9000 TLS: range takes no TLS; taken as if it did not matter");
    }

    @Test
    void theMostSpecificAddressTakesARequest() {
        assertThat(nginx("", "10.0.0.1", 80)).isEqualTo("10.0.0.1:80 80");
        assertThat(nginx("", "10.0.0.2", 80)).isEqualTo("0.0.0.0:80 80");
        assertThat(nginx("", "2001:db8::1", 80)).isEqualTo("[::]:80 80");
        assertThat(nginx("[::]:80", "", 0)).isEqualTo("[::]:80 80");
        assertThat(nginx("", "", 80))
                .isEqualTo(
                        "several listeners take port 80: 0.0.0.0:80, [::]:80, 10.0.0.1:80; say"
                                + " which with --listener, or with --to for the address");
    }

    @Test
    void ofTheTwoFamiliesItIsIpv4() {
        var both = "events {} http { server { listen 80; listen [::]:80; return 204; } }";
        assertThat(chosen(of("nginx", both).choose(new Entry("", "", 80, Security.PLAIN))))
                .isEqualTo("0.0.0.0:80 80");
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(chosen(of("haproxy", "global\n").choose(new Entry("", "", 80, Security.PLAIN))))
                .isEqualTo("there is no listener in this configuration");
    }
}

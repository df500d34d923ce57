package dev.evenkeel.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;
import dev.evenkeel.predict.ConfigurationDiff.Side;
import dev.evenkeel.predict.PoolChange.Kind;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Reach;
import dev.evenkeel.routing.RoutingDiff.Verdict;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class ConfigurationDiffTest {
    private static final String HEAD =
            """
            defaults
                mode http
                timeout client 5s
                timeout server 5s
                timeout connect 5s
            frontend f
                bind :8080
                default_backend b
            """;

    private static final String POOL =
            """
            backend b
                balance roundrobin
                server s1 192.0.2.1:80 check
                server s2 192.0.2.2:80 check
                server s3 192.0.2.3:80 check
            """;

    private static Side haproxy(String text, Version version) {
        return read("haproxy", text, version);
    }

    private static Side read(String dialect, String text, Version version) {
        var input = new Input(List.of(Source.of("x", text)), Sources.none(), version, Map.of());
        Reading reading = Dialects.named(dialect).orElseThrow().read(input);
        return new Side(reading.balancer(), reading.coverage());
    }

    private static RoutingDiff routing(Verdict verdict, Reach... pools) {
        return new RoutingDiff(verdict, List.of(), 0, List.of(pools), List.of(), List.of());
    }

    private static ConfigurationDiff diff(String before, String after) {
        return diff(before, after, new Reach("b", true, true));
    }

    private static ConfigurationDiff diff(String before, String after, Reach... pools) {
        return ConfigurationDiff.of(
                haproxy(HEAD + before, Version.of(3, 2)),
                haproxy(HEAD + after, Version.of(3, 2)),
                routing(Verdict.EQUIVALENT, pools));
    }

    private static List<String> kinds(ConfigurationDiff diff) {
        return diff.pools().stream()
                .map(change ->
                        change.pools().name()
                                + " "
                                + change.kind().word()
                                + (change.felt() ? "" : " unfelt"))
                .toList();
    }

    private static List<String> kinds(String before, String after) {
        return kinds(diff(before, after));
    }

    private static List<String> servers(ConfigurationDiff diff) {
        return diff.pools().stream()
                .flatMap(change -> change.servers().stream())
                .map(change -> change.server().name() + " " + change.kind())
                .toList();
    }

    @Test
    void whatOnlyStandsElsewhereIsTheSame() {
        var diff = diff(POOL, "\n# moved\n\n" + POOL);
        assertThat(diff.pools()).isEmpty();
        assertThat(diff.shares()).isEmpty();
        assertThat(diff.endpoints()).isEmpty();
        assertThat(diff.verdict()).isEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void weightsChangeShares() {
        var diff = diff(POOL, POOL.replace("1:80", "1:80 weight 5"));
        assertThat(kinds(diff)).containsExactly("b weights");
        assertThat(servers(diff)).containsExactly("s1 WEIGHT");
        assertThat(diff.shares()).hasSize(3);
        var first = diff.shares().getFirst();
        assertThat(first.before()).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(first.after()).isEqualTo(5 / 7.0, within(1e-12));
        assertThat(first.gain()).isEqualTo(5 / 7.0 - 1 / 3.0, within(1e-12));
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void everyKindOfChangeIsTold() {
        assertThat(kinds(POOL, POOL.replace("roundrobin", "leastconn")))
                .containsExactly("b algorithm");
        assertThat(kinds(POOL, POOL.replace("balance", "balance source #")))
                .containsExactly("b algorithm");
        assertThat(kinds(POOL, POOL + "    option httpchk GET /health\n"))
                .containsExactly("b health");
        assertThat(kinds(POOL, POOL.replace("3:80 check", "3:80"))).containsExactly("b health");
        assertThat(kinds(POOL, POOL + "    cookie SRV insert\n")).containsExactly("b affinity");
        assertThat(kinds(POOL, POOL + "    retries 7\n")).containsExactly("b failover");
        assertThat(kinds(POOL, POOL + "    timeout server 9s\n")).containsExactly("b timeouts");
        assertThat(kinds(POOL, POOL.replace("1:80", "1:80 maxconn 9"))).containsExactly("b limits");
        assertThat(kinds(POOL, POOL.replace("3:80 check", "9:80 check")))
                .containsExactly("b servers");
    }

    @Test
    void tellsServersByNameThenByAddress() {
        String after =
                POOL.replace("s1 192.0.2.1", "one 192.0.2.1")
                        .replace("s2 192.0.2.2", "s2 192.0.2.9")
                        .replace("server s3 192.0.2.3", "server s4 192.0.2.4");
        assertThat(servers(diff(POOL, after)))
                .containsExactly("one RENAMED", "s2 ADDRESS", "s3 GONE", "s4 ADDED");
    }

    @Test
    void aServerThatStandsTwiceGetsTwoShares() {
        String upstream = "upstream b { server 192.0.2.1:80; server 192.0.2.2:80; ";
        String rest = "} server { listen 80; location / { proxy_pass http://b; } } }";
        var before = read("nginx", "events {} http { " + upstream + rest, Version.of(1, 26));
        var after =
                read(
                        "nginx",
                        "events {} http { " + upstream + "server 192.0.2.1:80; " + rest,
                        Version.of(1, 26));
        var diff = ConfigurationDiff.of(before, after, routing(Verdict.EQUIVALENT));
        assertThat(servers(diff)).containsExactly("192.0.2.1:80 ADDED");
        assertThat(kinds(diff)).containsExactly("b servers");
        assertThat(diff.shares())
                .extracting(ShareChange::server)
                .containsExactly("192.0.2.1:80", "192.0.2.2:80");
        assertThat(diff.shares().getFirst().before()).isEqualTo(0.5);
        assertThat(diff.shares().getFirst().after()).isEqualTo(2 / 3.0, within(1e-12));
    }

    @Test
    void whatTheAlgorithmDoesNotFixIsNotSaid() {
        var diff = diff(POOL, POOL.replace("roundrobin", "leastconn"));
        assertThat(diff.shares()).hasSize(3);
        assertThat(diff.shares().getFirst().before()).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(diff.shares().getFirst().after()).isNull();
        assertThat(diff.shares().getFirst().why())
                .isEqualTo("it depends on how long requests last");
        assertThat(diff.shares().getFirst().isKnown()).isFalse();
    }

    @Test
    void aRenamedPoolIsTheSamePool() {
        String renamed = HEAD.replace("default_backend b", "default_backend pages");
        var diff =
                ConfigurationDiff.of(
                        haproxy(HEAD + POOL, Version.of(3, 2)),
                        haproxy(
                                renamed + POOL.replace("backend b", "backend pages"),
                                Version.of(3, 2)),
                        routing(Verdict.EQUIVALENT));
        assertThat(kinds(diff)).containsExactly("pages renamed unfelt");
        assertThat(diff.verdict()).isEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void theSameTextMeansSomethingElseToAnotherVersion() {
        String text = HEAD + POOL.replace("    balance roundrobin\n", "");
        var diff =
                ConfigurationDiff.of(
                        haproxy(text, Version.of(3, 2)),
                        haproxy(text, Version.of(3, 3)),
                        routing(Verdict.EQUIVALENT));
        assertThat(kinds(diff)).containsExactly("b algorithm");
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void tellsWhatRequestsReachNoLonger() {
        assertThat(kinds(diff(POOL, POOL, new Reach("b", true, false))))
                .containsExactly("b became-unreachable");
        assertThat(kinds(diff(POOL, POOL, new Reach("b", false, true))))
                .containsExactly("b became-reachable");
    }

    @Test
    void nobodyFeelsWhatChangesWhereNoRequestComes() {
        String other = POOL.replace("backend b", "backend spare");
        var diff =
                diff(
                        POOL + other,
                        POOL + other.replace("roundrobin", "leastconn"),
                        new Reach("b", true, true),
                        new Reach("spare", false, false));
        assertThat(kinds(diff)).containsExactly("spare algorithm unfelt");
        assertThat(diff.verdict()).isEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void aChoiceAmongOneServerIsNone() {
        String one = "backend b\n    balance roundrobin\n    server s1 192.0.2.1:80 weight 3\n";
        assertThat(kinds(one, one.replace("roundrobin", "leastconn")))
                .containsExactly("b algorithm unfelt");
        assertThat(kinds(one, one.replace("weight 3", "weight 7")))
                .containsExactly("b weights unfelt");
        assertThat(kinds(one, one.replace("weight 3", "weight 0"))).containsExactly("b weights");
    }

    @Test
    void theOrderCountsWhereItDecides() {
        String hashed = POOL.replace("roundrobin", "source");
        String swapped = hashed.replace("s1", "x").replace("s2", "s1").replace("x", "s2");
        swapped = swapped.replace("s2 192.0.2.1", "s2 192.0.2.2");
        swapped = swapped.replaceFirst("s1 192.0.2.2", "s1 192.0.2.1");
        assertThat(servers(diff(hashed, swapped))).contains("s1 PLACE");
        assertThat(kinds(POOL, swapped.replace("source", "roundrobin"))).isEmpty();
    }

    @Test
    void theOrderOfBackupServersCountsWhereTheFirstIsUsed() {
        String one = POOL.replace("s2 192.0.2.2:80", "s2 192.0.2.2:80 backup");
        one = one.replace("s3 192.0.2.3:80", "s3 192.0.2.3:80 backup");
        String swapped = one.replace("s2 192.0.2.2", "x").replace("s3 192.0.2.3", "s2 192.0.2.2");
        swapped = swapped.replace("x", "s3 192.0.2.3");
        assertThat(kinds(one, swapped)).containsExactly("b servers");
        String all = "balance roundrobin\n    option allbackups";
        assertThat(
                        kinds(
                                one.replace("balance roundrobin", all),
                                swapped.replace("balance roundrobin", all)))
                .isEmpty();
    }

    @Test
    void tellsWhereClientsConnect() {
        var after = HEAD.replace(":8080", ":9090") + POOL;
        var diff =
                ConfigurationDiff.of(
                        haproxy(HEAD + POOL, Version.of(3, 2)),
                        haproxy(after, Version.of(3, 2)),
                        routing(Verdict.EQUIVALENT));
        assertThat(diff.endpoints())
                .extracting(EndpointChange::kind)
                .containsExactly(EndpointChange.Kind.REMOVED, EndpointChange.Kind.ADDED);
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
        var patient = HEAD.replace("client 5s", "client 9s") + POOL;
        assertThat(
                        ConfigurationDiff.of(
                                        haproxy(HEAD + POOL, Version.of(3, 2)),
                                        haproxy(patient, Version.of(3, 2)),
                                        routing(Verdict.EQUIVALENT))
                                .endpoints())
                .extracting(EndpointChange::kind)
                .containsExactly(EndpointChange.Kind.TIMEOUT);
    }

    @Test
    void whatIsNotModelledMustBeTheSameForAProof() {
        String open = POOL + "    filter spoe engine a config /b\n";
        assertThat(diff(open, open).verdict()).isEqualTo(Verdict.EQUIVALENT);
        var changed = diff(open, open.replace("engine a", "engine c"));
        assertThat(changed.verdict()).isEqualTo(Verdict.NOT_PROVEN);
        assertThat(changed.obstacles()).hasSize(2);
        var newer =
                ConfigurationDiff.of(
                        haproxy(HEAD + open, Version.of(3, 0)),
                        haproxy(HEAD + open, Version.of(3, 2)),
                        routing(Verdict.EQUIVALENT));
        assertThat(newer.verdict()).isNotEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void aProofNeedsAProofOfTheRouting() {
        var diff =
                ConfigurationDiff.of(
                        haproxy(HEAD + POOL, Version.of(3, 2)),
                        haproxy(HEAD + POOL, Version.of(3, 2)),
                        routing(Verdict.NOT_PROVEN));
        assertThat(diff.verdict()).isEqualTo(Verdict.NOT_PROVEN);
    }

    @Test
    void poolsThatCameAndWentAreTold() {
        String other = POOL.replace("backend b", "backend c").replace("192.0.2", "192.0.3");
        assertThat(kinds(diff(POOL, POOL + other, new Reach("c", false, true))))
                .containsExactly("c added");
        assertThat(kinds(diff(POOL + other, POOL))).containsExactly("c removed unfelt");
        assertThat(Kind.ADDED.word()).isEqualTo("added");
    }
}

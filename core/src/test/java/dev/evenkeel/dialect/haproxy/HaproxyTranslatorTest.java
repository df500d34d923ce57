package dev.evenkeel.dialect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

final class HaproxyTranslatorTest {
    @Test
    void ordersPhasesWhateverTheOrderOfLines() {
        assertThat(
                        Shown.listeners(
                                Read.accepted(
                                        Read.http(
                                                """
                                                frontend f
                                                    bind :80
                                                    use_backend a if { path /a }
                                                    redirect prefix / if { path /old }
                                                    stats uri /stats
                                                    monitor fail if { nbsrv(a) 0 }
                                                    monitor-uri /health
                                                    http-request deny if { path /d }
                                                    http-request allow if { path /e }
                                                    tcp-request content reject if { src 10.0.0.0/8 }
                                                    tcp-request connection accept if LOCALHOST
                                                    default_backend a
                                                backend a
                                                    server s 192.0.2.1:80
                                                """))))
                .isEqualTo(
                        """
                        f
                        enter tcp-request connection
                          if source network [127.0.0.1/8, ::1]: leave tcp-request connection
                        enter tcp-request content
                          if source network [10.0.0.0/8]: close reject
                        if target exact [/health]: enter monitor-uri
                          if unknown{nbsrv(a)} integer [0]: answer 503
                          answer 200
                        enter http-request
                          if path exact [/d]: answer 403
                          if path exact [/e]: leave http-request
                        if (target prefix [/stats] & method exact [GET, HEAD, POST]): enter stats
                          serve statistics
                        enter redirect
                          if path exact [/old]: answer 302 default-to(target, /)
                        if path exact [/a]: to 'a'
                        to 'a'
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    deny                                         @ answer 403
                    deny deny_status 429                         @ answer 429
                    tarpit                                       @ answer 500
                    return status 204                            @ answer 204
                    return status 302 hdr location /x            @ answer 302 '/x'
                    reject                                       @ close reject
                    silent-drop                                  @ close silent-drop
                    auth realm x                                 @ answer 401
                    use-service prometheus-exporter              @ serve prometheus-exporter
                    redirect location /x code 301                @ answer 301 '/x'
                    redirect prefix https://a drop-query @ \
                    answer 302 'https://a' + default-to(path, /)
                    redirect scheme https @ \
                    answer 302 'https' + '://' + header:host#1 + default-to(target, /)
                    redirect location https://%[hdr(host)]/%HU @ \
                    answer 302 'https://' + header:host#-1 + '/' + uri
                    set-path /x%[path]                           @ set path '/x' + path
                    set-pathq /x                                 @ set target '/x'
                    set-query a=%[src]                           @ set query 'a=' + source
                    set-uri %[url]                               @ set uri uri
                    set-method PUT                               @ enter set-method
                    set-header X-A %ci                           @ set header line:x-a source
                    add-header X-A 100%%                         @ add header line:x-a '100%'
                    del-header X-A                               @ remove header line:x-a ''
                    del-header x- -m beg                         @ remove headers prefix/i [x-]
                    replace-path (.*)/b \\1/c                    @ replace path /(.*)/b/ \\1 + '/c'
                    replace-header Host (.*) \\1.example @ \
                    replace header line:host /(.*)/ \\1 + '.example'
                    set-var(txn.a) str(b)                        @ let $txn.a 'b'
                    set-var-fmt(txn.a) x%[src]                   @ let $txn.a 'x' + source
                    unset-var(txn.a)                             @ forget $txn.a
                    set-src hdr(x)                               @ set source address(header:x#-1)
                    set-map(/m) %[src] 1                         @ unmodelled set-map
                    lua.f                                        @ unmodelled lua.f
                    capture req.hdr(x) len 5                     @ aside capture
                    """)
    void readsActions(String action, String shown) {
        String all =
                Shown.listeners(
                        Read.accepted(
                                Read.frontend(
                                        Map.of(), "http-request " + action + " if { path /if }")));
        assertThat(all.lines().toList().get(2).strip()).isEqualTo("if path exact [/if]: " + shown);
    }

    @Test
    void trackingIsAside() {
        String all =
                Shown.listeners(
                        Read.accepted(
                                Read.frontend(
                                        Map.of(),
                                        "stick-table type ip size 9",
                                        "http-request track-sc0 src if { path /if }")));
        assertThat(all).contains("if path exact [/if]: aside track-sc0");
    }

    @Test
    void aRedirectThatIgnoresTheEmptyPassesWhatHasNoLocation() {
        String all =
                Shown.listeners(
                        Read.accepted(
                                Read.frontend(
                                        Map.of(),
                                        "http-request redirect location %[hdr(x)] ignore-empty")));
        assertThat(all.lines().toList().get(2).strip())
                .isEqualTo("if !header:x#-1 exact: answer 302 header:x#-1");
    }

    @Test
    void takesPlainRedirectsLiterally() {
        String all =
                Shown.listeners(
                        Read.accepted(Read.frontend(Map.of(), "redirect location /%[path]")));
        assertThat(all).contains("answer 302 '/%[path]'");
    }

    @Test
    void looksUpPoolsInMaps() {
        var reading =
                Read.frontend(
                        Map.of("/hosts.map", "# hosts\na.example  b \nb.example c\n"),
                        "use_backend %[hdr(host),lower,map_dom(/hosts.map,b)]");
        LoadBalancer balancer = Read.accepted(reading);
        assertThat(Shown.listeners(balancer))
                .contains("to /hosts.map[lower(header:host#-1)] else 'b' fallback");
        assertThat(balancer.tables())
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.complete()).isTrue();
                    assertThat(table.entries())
                            .extracting(
                                    entry -> Shown.of(entry.key()) + " " + Shown.of(entry.value()))
                            .containsExactly("domain [a.example] 'b'", "domain [b.example] 'c'");
                });
    }

    @Test
    void makesAListenerAndAPoolOfAListenSection() {
        LoadBalancer balancer =
                Read.accepted(
                        Read.http(
                                """
                                listen l
                                    bind 192.0.2.1:80,:443-444 ssl crt /c.pem
                                    http-request deny if { path /d }
                                    use-server s2 if { path /s }
                                    server s1 192.0.2.2
                                    server s2 [2001:db8::1]:8080
                                """));
        assertThat(Shown.listeners(balancer))
                .isEqualTo(
                        """
                        l
                        enter http-request
                          if path exact [/d]: answer 403
                        to 'l'
                        """);
        assertThat(Shown.of(balancer.pools().getFirst().handling().rules()))
                .isEqualTo("if path exact [/s]: server 's2'\n");
        assertThat(balancer.listeners().getFirst().endpoints())
                .extracting(e -> e.host() + ":" + e.portFirst() + "-" + e.portLast())
                .containsExactly("192.0.2.1:80-80", "*:443-444");
    }

    @Test
    void answersByItselfWithoutAPool() {
        assertThat(Shown.listeners(Read.accepted(Read.http("frontend f\n    bind :80\n"))))
                .isEqualTo("f\nanswer 503\n");
    }

    @Test
    void readsServersOnTopOfTheirDefaults() {
        LoadBalancer balancer =
                Read.accepted(
                        Read.http(
                                """
                                backend b
                                    server early 192.0.2.1:80
                                    default-server check weight 5 inter 2s
                                    server a 192.0.2.2:80 cookie a id 2
                                    server c 192.0.2.3:80 no-check backup weight 0
                                    server-template t 2 web.example:8080 disabled
                                    server u /run/web.sock
                                """));
        assertThat(Shown.of(balancer.pools().getFirst()))
                .isEqualTo(
                        """
                        b RoundRobin[fixed=false]
                          early#1 192.0.2.1:80 weight 1 active never
                          a#2 192.0.2.2:80 weight 5 active actively as a
                          c#3 192.0.2.3:80 weight 0 backup never
                          t1#4 web.example:8080 weight 5 disabled actively
                          t2#5 web.example:8080 weight 5 disabled actively
                          u#6 /run/web.sock:0 weight 5 active actively
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    balance leastconn           @ LeastConnections[]
                    balance static-rr           @ RoundRobin[fixed=true]
                    balance first               @ First[]
                    balance random(3)           @ RandomDraws[draws=3, comparison=connections]
                    """)
    void readsAlgorithms(String line, String shown) {
        LoadBalancer balancer = Read.accepted(Read.http("backend b\n    " + line + "\n"));
        assertThat(balancer.pools().getFirst().balancing().algorithm()).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    source @  @ \
                    address-number(source) MODULO none false
                    uri len 9 depth 2 @ hash-type consistent @ \
                    beginning(uri, len, 9, depth, 2, before, ?) RING sdbm true
                    uri whole @ hash-type consistent sdbm @ \
                    uri RING sdbm false
                    uri path-only @ hash-type map-based djb2 avalanche @ \
                    beginning(default-to(target, ), before, ?) MODULO djb2 true
                    url_param id @ hash-type consistent wt6 @ \
                    query argument:id RING wt6 false
                    hdr(Host) use_domain_only @  @ \
                    second-level-domain(not-empty(header:host#1), host) MODULO sdbm false
                    hash req.hdr(x),lower @  @ \
                    lower(header:x#-1) MODULO sdbm false
                    hash dst_port @  @ \
                    binary-number(destination port) MODULO sdbm false
                    """)
    void readsHashes(String balance, String type, String shown) {
        String typeLine = type == null ? "" : "    " + type + "\n";
        LoadBalancer balancer =
                Read.accepted(Read.http("backend b\n    balance " + balance + "\n" + typeLine));
        assertThat(balancer.pools().getFirst().balancing().algorithm())
                .isInstanceOfSatisfying(
                        Algorithm.Hash.class,
                        hash ->
                                assertThat(
                                                Shown.of(hash.key())
                                                        + " "
                                                        + hash.form().placement()
                                                        + " "
                                                        + hash.form().function()
                                                        + " "
                                                        + hash.form().avalanche())
                                        .isEqualTo(shown));
    }

    @Test
    void choosesAtRandomSinceVersion33WhenNothingIsSaid() {
        String text = "backend b\n    mode http\n    server s 192.0.2.1:80\n";
        assertThat(algorithm(text, Version.of(3, 2))).isInstanceOf(Algorithm.RoundRobin.class);
        assertThat(algorithm(text, Version.of(3, 3)))
                .isEqualTo(new Algorithm.RandomDraws(2, "connections"));
    }

    @Test
    void saysWhatIsIgnored() {
        LoadBalancer balancer =
                Read.http(
                                """
                                listen l
                                    bind :80
                                    balance roundrobin
                                    balance leastconn
                                    hash-type consistent
                                    option httpchk
                                    default_backend b
                                    server s 192.0.2.1:80
                                backend b
                                    mode tcp
                                    balance uri
                                    cookie c insert
                                    server s 192.0.2.1:80 check
                                """)
                        .balancer();
        assertThat(balancer.ignored())
                .extracting(i -> i.span().line() + " " + i.topic())
                .containsExactlyInAnyOrder(
                        "13 " + Ignored.Topic.SERVERS,
                        "8 " + Ignored.Topic.ALGORITHM_OVERRIDDEN,
                        "10 " + Ignored.Topic.ALGORITHM_WITHOUT_EFFECT,
                        "11 " + Ignored.Topic.HEALTH_CHECK,
                        "16 " + Ignored.Topic.ALGORITHM_WITHOUT_EFFECT,
                        "17 " + Ignored.Topic.AFFINITY);
    }

    @Test
    void runsRulesOfDefaultsFirst() {
        LoadBalancer balancer =
                Read.accepted(
                        Read.text(
                                """
                                defaults d
                                    mode http
                                    acl x path /x
                                    http-request deny if x
                                frontend f from d
                                    bind :80
                                    http-request allow
                                """,
                                Read.V2_6,
                                Map.of()));
        assertThat(Shown.listeners(balancer))
                .isEqualTo(
                        """
                        f
                        enter http-request
                          if x=path exact [/x]: answer 403
                          leave http-request
                        answer 503
                        """);
    }

    @Test
    void leavesOutWhatIsDisabled() {
        LoadBalancer balancer =
                Read.accepted(
                        Read.http(
                                """
                                frontend f
                                    disabled
                                    bind :80
                                backend b
                                    disabled
                                """));
        assertThat(balancer.listeners()).isEmpty();
        assertThat(balancer.pools()).isEmpty();
    }

    @Test
    void refusesNamesOfNothing() {
        assertThat(
                        Read.refused(
                                Read.http(
                                        """
                                        frontend f
                                            bind :80
                                            use_backend nowhere if { path /a }
                                            default_backend t
                                        backend t
                                            mode tcp
                                            use-server nobody if { src 192.0.2.1 }
                                        """)))
                .containsExactlyInAnyOrder(
                        "8 there is no backend 'nowhere'",
                        "9 the backend 't' is in TCP mode, f in HTTP mode",
                        "12 there is no server 'nobody' in t");
    }

    @Test
    void servesStatisticsInPoolsToo() {
        LoadBalancer balancer =
                Read.accepted(Read.http("backend b\n    stats enable\n    stats uri /s\n"));
        assertThat(Shown.of(balancer.pools().getFirst().handling().rules()))
                .isEqualTo(
                        """
                        if (target prefix [/s] & method exact [GET, HEAD, POST]): enter stats
                          serve statistics
                        """);
    }

    private static Algorithm algorithm(String text, Version version) {
        return Read.text(text, version, Map.of())
                .balancer()
                .pools()
                .getFirst()
                .balancing()
                .algorithm();
    }
}

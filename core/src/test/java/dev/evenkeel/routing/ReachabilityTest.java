package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Block;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Rule;

import org.junit.jupiter.api.Test;

/// Which rules requests could reach.
final class ReachabilityTest {
    private static final long STEPS = 6_000_000;

    @Test
    void aConditionThatNothingTellsMayHold() {
        Routed routed = Routed.haproxy("use_backend b if { srv_is_up(a/s1) }\ndefault_backend a");
        assertThat(reached(wide(routed), routed.balancer(), "use_backend b")).isTrue();
        assertThat(reached(wide(routed), routed.balancer(), "default_backend")).isTrue();
    }

    @Test
    void whatChanceDecidesMayComeOutOtherwiseNextTime() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend a if { rand(100) lt 50 }
                        use_backend b if { rand(100) lt 50 }
                        use_backend c if { rand(100) lt 50 } !{ rand(100) lt 50 }
                        default_backend a
                        """);
        assertThat(reached(wide(routed), routed.balancer(), "use_backend b")).isTrue();
        assertThat(reached(wide(routed), routed.balancer(), "use_backend c")).isTrue();
    }

    @Test
    void whatSeveralRulesTakeTogetherIsTaken() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend a if { method GET }
                        use_backend a if !{ method GET } { path_beg /x }
                        use_backend b if { path_beg /x/y }
                        default_backend a
                        """);
        assertThat(reached(wide(routed), routed.balancer(), "use_backend b")).isFalse();
        assertThat(reached(wide(routed), routed.balancer(), "default_backend")).isTrue();
    }

    @Test
    void noMethodAndNoPortIsLeftOut() {
        Routed routed =
                Routed.haproxy(
                        """
                        http-request deny if { method TRACE }
                        use_backend b if { dst_port 9999 }
                        use_backend c if !{ path_beg / }
                        default_backend a
                        """);
        Reachability routing = wide(routed);
        assertThat(reached(routing, routed.balancer(), "http-request deny")).isTrue();
        assertThat(reached(routing, routed.balancer(), "use_backend b")).isTrue();
        assertThat(reached(routing, routed.balancer(), "use_backend c")).isTrue();
    }

    @Test
    void aHeaderMayBeThereMoreThanOnce() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend a if { req.hdr(x,1) one }
                        use_backend b if { req.hdr(x) one } { req.hdr(x,-1) two }
                        use_backend c if { req.hdr_cnt(x) gt 1 }
                        default_backend a
                        """);
        assertThat(reached(wide(routed), routed.balancer(), "use_backend b")).isTrue();
        assertThat(reached(wide(routed), routed.balancer(), "use_backend c")).isTrue();
    }

    @Test
    void aResolvedPathMayHoldAnyByte() {
        Routed routed =
                Routed.nginx(
                        """
                        location "/a b/" { proxy_pass http://a; }
                        location ~ "[?]$" { proxy_pass http://b; }
                        if ($request_uri ~ "^//") { return 400; }
                        """);
        Reachability routing = wide(routed);
        assertThat(reached(routing, routed.balancer(), "location \"/a b/\"")).isTrue();
        assertThat(reached(routing, routed.balancer(), "location ~ \"[?]$\"")).isTrue();
        assertThat(reached(routing, routed.balancer(), "return 400")).isTrue();
    }

    @Test
    void whatTheBalancerDoesInsideMayLeadAnywhere() {
        Routed routed =
                Routed.nginx(
                        """
                        location / { proxy_pass http://a; error_page 502 = @spare; }
                        location @spare { proxy_pass http://b; }
                        location /inside/ { internal; proxy_pass http://b; }
                        """);
        Listener listener = routed.listener();
        Reachability routing = wide(routed);
        assertThat(routing.reaching(listener, "b").isEmpty()).isFalse();
        for (Rule rule : routed.balancer().rules().toList()) {
            if (rule.span().text().startsWith("proxy_pass")) {
                assertThat(reached(routing, routed.balancer(), "proxy_pass")).isTrue();
            }
        }
    }

    @Test
    void rewritingWithoutEndIsFollowedToAnEnd() {
        Routed routed =
                Routed.nginx(
                        """
                        location /r/ { rewrite ^/r/(.*)$ /r/x/$1 last; }
                        location /s/ { rewrite ^/s/(.*)$ /t/$1 last; }
                        location /t/ { rewrite ^/t/(.*)$ /s/y/$1 last; }
                        location /b/ { proxy_pass http://b; }
                        location / { try_files $uri @none; }
                        """);
        // Too much is an answer as well; none would be none.
        Reachability.of(routed.balancer(), Router.of(routed.balancer()), STEPS)
                .ifPresent(routing ->
                        assertThat(reached(routing, routed.balancer(), "location /b/")).isTrue());
    }

    private static Reachability wide(Routed routed) {
        return Reachability.of(routed.balancer(), Router.of(routed.balancer()), STEPS)
                .orElseThrow();
    }

    private static boolean reached(Reachability routing, LoadBalancer balancer, String written) {
        boolean found = false;
        boolean reached = false;
        for (Listener listener : balancer.listeners()) {
            for (Block block : listener.handling().rules().andInner().toList()) {
                for (Rule rule : block.rules()) {
                    if (rule.span().text().startsWith(written)) {
                        found = true;
                        reached |= !routing.reaching(listener, rule).isEmpty();
                    }
                }
            }
        }
        assertThat(found).as(written).isTrue();
        return reached;
    }
}

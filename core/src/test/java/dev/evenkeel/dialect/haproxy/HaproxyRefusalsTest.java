package dev.evenkeel.dialect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

/// Each of these lines alone is refused by HAProxy 2.6.12, or accepted.
final class HaproxyRefusalsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "acl c req.fhdr(x) lower,foo x",
                "acl e dst_port 80-70",
                "acl f src 192.0.2.4/99",
                "acl g src 300.1.1.1",
                "acl h path_reg (abc",
                "acl i path_reg *a",
                "acl k path -m foo x",
                "acl l var(txn.x) a",
                "acl m var(x) -m str a",
                "acl n hdr(x",
                "acl o hdr(x,y) a",
                "acl p hdr(x,1,2) a",
                "acl q path(x) a",
                "acl t -f path",
                "acl u",
                "acl v path -x a",
                "acl y path,add(a) a",
                "acl aa path,field(1) a",
                "acl ad path,ipmask(33) a",
                "acl ah/x path lower",
                "acl ai src 2001:db8::/129",
                "acl al path -m bin zz",
                "acl or path a",
                "use_backend b if { path a",
                "use_backend b when { path a }",
                "http-request set-header x %[path,lower",
                "http-request set-header x %[path,foo]",
                "http-request set-header x %[foo]",
                "http-request set-header x %[res.hdr(x)]",
                "http-request set-header x %[path,lower(]",
                "http-request set-header x %foo",
                "http-request set-header x %{+Q}",
                "http-request set-header x \"% a\"",
                "http-request set-header x 10%",
                "http-request deny if nothing",
                "http-request deny if { http_auth(nobody) }",
                "http-request deny if { nbsrv(nowhere) 1 }",
            })
    void refusesWhatHaproxyRefuses(String line) {
        assertThat(Read.refused(Read.frontend(Map.of(), line)))
                .hasSize(1)
                .allSatisfy(message -> assertThat(message).startsWith("8 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acl a path",
                "acl a path,field(1,'/') a",
                "acl a hdr(x),,lower a",
                "acl a dst_port :1024 5:",
                "acl a status -m int eq -- 200",
                "acl a path_reg ^(a|b)+?$ [[:alpha:]]\\\\.",
                "acl a ssl_fc_sni -m reg -i ^x$",
                "acl a req.hdr(x),map_str_int(/map,5) gt 3",
                "http-request set-var(txn.x) \"str('a b)')\"",
                "http-request set-header x '%[hdr(host),regsub(\"a\",\"b\",i)]'",
                "http-request set-header x %{+Q}[path]",
                "http-request set-header x %[env(HOME)]",
                "http-request set-header x %[path,json(utf8s)]",
                "http-response set-header x %[res.hdr(x)]",
            })
    void acceptsWhatHaproxyAccepts(String line) {
        assertThat(Read.refused(Read.frontend(Map.of("/map", "a 1\n"), line))).isEmpty();
    }
}

package dev.evenkeel.dialect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Rule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

final class HaproxyConditionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    path /a /b                       @ path exact [/a, /b]
                    path_beg -i /a                   @ path prefix/i [/a]
                    path -m beg /a                   @ path prefix [/a]
                    path,lower -m beg /a             @ lower(path) prefix [/a]
                    path_beg,lower /a                @ lower(path) exact [/a]
                    hdr(Host) -i a.example           @ header:host exact/i [a.example]
                    hdr(host,1) a                    @ header:host#1 exact [a]
                    hdr_dom(host) b                  @ header:host domain [b]
                    hdr_end(host) .b                 @ header:host suffix [.b]
                    req.fhdr(x,-1) a                 @ header line:x#-1 exact [a]
                    hdr_cnt(x) gt 1                  @ header count:x integer [gt 1]
                    hdr_val(x) ge 1 5:9              @ leading-integer(header:x) integer [ge 1, 5:9]
                    hdr(x) -m found                  @ header:x found
                    hdr_reg(x) -i ^a.*b$             @ header:x regex/i [^a.*b$]
                    url_param(id) -m len 3:5         @ query parameter:id length [3:5]
                    cook(s) a                        @ cookie:s exact [a]
                    src 10.0.0.0/8 2001:db8::/32     @ source network [10.0.0.0/8, 2001:db8::/32]
                    src_port 1:1023                  @ source port integer [1:1023]
                    dst_port eq 80 443               @ destination port integer [80, 443]
                    method GET HEAD                  @ method exact [GET, HEAD]
                    ssl_fc                           @ tls true
                    ssl_fc_sni -i a.example          @ sni exact/i [a.example]
                    ssl_fc_has_sni                   @ sni found
                    ssl_fc_alpn h2                   @ alpn exact [h2]
                    var(txn.a) -m str b              @ $txn.a exact [b]
                    path,field(2,/) v1               @ field(path, 2, /) exact [v1]
                    path,regsub(\\"(a|b)\\",\\"x,y\\",g) z @ regsub(path, (a|b), x,y, g) exact [z]
                    base_beg a.example/x @ \
                    header line:host#1 + path prefix [a.example/x]
                    path -- -i                       @ path exact [-i]
                    always_true                      @ always
                    always_false                     @ never
                    nbsrv(b) lt 2                    @ unknown{nbsrv(b)} integer [lt 2]
                    cook(s),ungrpc(1) -m str a       @ hex(unknown{cook(s),ungrpc(1)}) exact [a]
                    req.hdr(x),sha1,hex a            @ hex(sha1(header:x)) exact [a]
                    req.hdr(x),sha1 -m str a         @ hex(sha1(header:x)) exact [a]
                    src,crc32 5                      @ crc32(binary-address(source)) integer [5]
                    """)
    void readsWhatAnAclLooksAt(String acl, String shown) {
        assertThat(condition("use_backend b if { " + acl + " }")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    if a1 b1                @ (a1=path exact [/a] & b1=path exact [/b])
                    if a1 or b1             @ (a1=path exact [/a] | b1=path exact [/b])
                    if a1 || b1 a1 @ \
                    (a1=path exact [/a] | (b1=path exact [/b] & a1=path exact [/a]))
                    if !a1                  @ !a1=path exact [/a]
                    if ! a1                 @ !a1=path exact [/a]
                    if !!a1                 @ a1=path exact [/a]
                    unless a1               @ !a1=path exact [/a]
                    unless a1 OR b1         @ !(a1=path exact [/a] | b1=path exact [/b])
                    if a1 !{ path /c }      @ (a1=path exact [/a] & !path exact [/c])
                    if TRUE                 @ always
                    if !TRUE                @ never
                    if METH_GET             @ method exact [GET, HEAD]
                    if LOCALHOST            @ source network [127.0.0.1/8, ::1]
                    if HTTP_1.1             @ http version exact [1.1]
                    if                      @ never
                    unless                  @ always
                    """)
    void readsConditions(String condition, String shown) {
        assertThat(condition("acl a1 path /a", "acl b1 path /b", "use_backend b " + condition))
                .isEqualTo(shown);
    }

    @Test
    void addsDeclarationsOfOneNameAlsoAfterItsUse() {
        assertThat(condition("acl a path /a", "use_backend b if a", "acl a path_end .b"))
                .isEqualTo("a=(path exact [/a] | path suffix [.b])");
    }

    @Test
    void prefersADeclaredAclToTheStandardOne() {
        assertThat(condition("acl METH_GET path /x", "use_backend b if METH_GET"))
                .isEqualTo("METH_GET=path exact [/x]");
    }

    @Test
    void readsPatternsOfFilesWithTheirBlanks() {
        Reading reading =
                Read.frontend(
                        Map.of("/list", "# comment\n  /a b \n\n/c\r\n"),
                        "use_backend b if { path -f /list /d }");
        assertThat(first(reading)).isEqualTo("path exact [/a b , /c, /d]");
    }

    @Test
    void doesNotKnowWhatAMissingFileSays() {
        Reading reading = Read.frontend(Map.of(), "use_backend b if { path -f /list }");
        assertThat(first(reading)).isEqualTo("path exact/incomplete");
        assertThat(reading.coverage().unmodelled()).hasSize(1);
    }

    @Test
    void callsAnAclHarmlessThatOnlyAnswersNeed() {
        Reading reading =
                Read.frontend(
                        Map.of(),
                        "acl ok status 200",
                        "acl busy be_conn(b) gt 5",
                        "http-response set-header x y if ok",
                        "http-request deny if busy");
        assertThat(reading.coverage().unmodelled())
                .extracting(line -> line.span().text())
                .containsExactly("acl busy be_conn(b) gt 5");
    }

    @Test
    void doesNotKnowAclsOfTheDefaultsSection() {
        Reading reading =
                Read.text(
                        """
                        defaults d
                            mode http
                            acl x path /a
                            http-request deny if x
                        frontend f from d
                            bind :80
                            http-request deny if x
                        """,
                        Read.V2_6,
                        Map.of());
        assertThat(Read.refused(reading)).containsExactly("7 there is no ACL 'x' here");
    }

    private static String condition(String... lines) {
        return first(Read.frontend(Map.of(), lines));
    }

    private static String first(Reading reading) {
        Block rules = Read.accepted(reading).listeners().getFirst().handling().rules();
        Rule first =
                rules.rules().stream()
                        .filter(rule -> !Shown.isReception(rule))
                        .findFirst()
                        .orElseThrow();
        return Shown.of(first.when());
    }
}

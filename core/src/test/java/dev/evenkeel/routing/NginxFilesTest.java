package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What nginx was seen to answer where files are served, and where it is known which there are.
final class NginxFilesTest {
    private static final Given FILES =
            new Given(
                    Map.of(),
                    Set.of("html/", "html/a.css", "html/d/", "html/d/index.html", "html/e/"),
                    true);

    private static Decision decided(Routed routed, String method, String target, Given given) {
        var connection = new Request.Connection("192.0.2.7", 8080, false, "", "1.1");
        var request = new Request(method, "shop.example", target, List.of(), connection);
        return routed.decision(request, given, false);
    }

    private static String to(Routed routed, String method, String target) {
        return Routed.shown(decided(routed, method, target, FILES).outcome());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /a.css, files",
        "HEAD, /a.css, files",
        "POST, /a.css, 405",
        "PUT, /a.css, 405",
        "GET, /b.css, 404",
        "POST, /b.css, 404",
        "DELETE, /b.css, 405",
        "GET, /, 403",
        "PUT, /, 405",
        "GET, /d/, files",
        "GET, /d?q=1, 301 http://shop.example:8080/d/?q=1",
        "GET, /e/, 403",
        "GET, /f/, 404",
        "GET, /a.css/, 404"
    })
    void whatIsThereIsServedToWhoReads(String method, String target, String outcome) {
        assertThat(to(Routed.nginx("location / { }"), method, target)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, b as 403",
        "GET, /none, a",
        "POST, /none, a",
        "PUT, /none, b as 405",
        "GET, /a.css, files"
    })
    void whatIsNotThereHasErrorPages(String method, String target, String outcome) {
        Routed routed =
                Routed.nginx(
                        """
                        error_page 404 = @a;
                        error_page 403 405 /page;
                        location @a { proxy_pass http://a; }
                        location /page { proxy_pass http://b; }
                        """);
        assertThat(to(routed, method, target)).isEqualTo(outcome);
    }

    @Test
    void theIndexOfADirectoryMayBelongToAnotherLocation() {
        Routed routed =
                Routed.nginx(
                        """
                        location / { autoindex on; }
                        location = /d/index.html { proxy_pass http://a; }
                        """);
        assertThat(to(routed, "GET", "/d/")).isEqualTo("a");
        assertThat(to(routed, "GET", "/e/")).isEqualTo("a list of files");
        assertThat(to(routed, "POST", "/e/")).isEqualTo("403");
    }

    @Test
    void aTriedFileIsServedAsAnyOther() {
        Routed routed =
                Routed.nginx(
                        """
                        location / { try_files $uri $uri/ @a; }
                        location @a { proxy_pass http://a; }
                        """);
        assertThat(to(routed, "GET", "/a.css")).isEqualTo("files");
        assertThat(to(routed, "POST", "/a.css")).isEqualTo("405");
        assertThat(to(routed, "GET", "/e")).isEqualTo("301 http://shop.example:8080/e/");
        assertThat(to(routed, "GET", "/e/")).isEqualTo("403");
        assertThat(to(routed, "GET", "/")).isEqualTo("403");
        assertThat(to(routed, "GET", "/none")).isEqualTo("a");
    }

    @Test
    void whatNobodySaysIsTakenToBeThereAndSaidSo() {
        Routed routed = Routed.nginx("location / { root /srv; }");
        Decision decision = decided(routed, "GET", "/x", Given.nothing());
        assertThat(Routed.shown(decision.outcome())).isEqualTo("files");
        assertThat(decision.assumed())
                .extracting(Assumption::text)
                .containsExactly("the file /srv/x exists");
    }

    @Test
    void whatIsTakenToBeThereIsThereForEveryRule() {
        Routed routed =
                Routed.nginx(
                        """
                        location / { try_files $uri/ @a; }
                        location = /x/index.html { try_files $uri @b; }
                        location @a { proxy_pass http://a; }
                        location @b { proxy_pass http://b; }
                        """);
        Decision decision = decided(routed, "GET", "/x", Given.nothing());
        var open = (Outcome.Undetermined) decision.outcome();
        assertThat(open.alternatives())
                .extracting(alternative -> Routed.shown(alternative.outcome()))
                .containsExactly("a", "files");
    }

    @Test
    void aServerMayTellItsStatusWhereNoLocationIs() {
        Routed routed = Routed.nginx("stub_status;\nlocation /a { proxy_pass http://a; }");
        assertThat(routed.to("/")).isEqualTo("stub_status");
        assertThat(routed.to("/a")).isEqualTo("a");
    }
}

package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What nginx was seen to do where an error page takes the place of an answer.
final class NginxErrorPagesTest {
    @ParameterizedTest
    @CsvSource({"/closed, a as 403", "/gone, a as 410", "/new, a as 200", "/own, a"})
    void aServersAnswerGetsTheStatusOfTheError(String target, String outcome) {
        Routed routed =
                Routed.nginx(
                        """
                        error_page 403 410 /page;
                        error_page 404 =200 /page;
                        error_page 500 = /page;
                        location /page { proxy_pass http://a; }
                        location /closed { deny all; proxy_pass http://b; }
                        location /gone { return 410; }
                        location /new { return 404; }
                        location /own { return 500; }
                        """);
        assertThat(routed.to(target)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"/closed, 403", "/closed/page, 200", "/gone, 404", "/loop, 500"})
    void whatThePageAnswersByItself(String target, String outcome) {
        Routed routed =
                Routed.nginx(
                        """
                        location /closed { error_page 403 /ok; deny all; }
                        location /closed/page { error_page 403 =200 /ok; deny all; }
                        location /ok { return 201 text; }
                        location /gone { error_page 410 /refuses; return 410; }
                        location /refuses { return 404; }
                        location /loop { error_page 410 /again; return 410; }
                        location /again { return 500; }
                        """);
        assertThat(routed.to(target)).isEqualTo(outcome);
    }

    @Test
    void onePageFollowsAnotherOnlyWhereTheFirstIsToldThatItMay() {
        Routed routed =
                Routed.nginx(
                        """
                        location /once { error_page 410 /second; return 410; }
                        location /second {
                            recursive_error_pages on;
                            error_page 404 /third;
                            return 404;
                        }
                        location /twice {
                            recursive_error_pages on;
                            error_page 410 /second;
                            return 410;
                        }
                        location /third { proxy_pass http://a; }
                        """);
        assertThat(routed.to("/once")).isEqualTo("404");
        assertThat(routed.to("/second")).isEqualTo("a as 404");
        assertThat(routed.to("/twice")).isEqualTo("a as 404");
    }

    @Test
    void redirectsHaveErrorPages() {
        Routed routed =
                Routed.nginx(
                        """
                        location /away { error_page 302 /page; return 302 http://x.example/; }
                        location /moved { error_page 301 =307 http://y.example/; return 301 /x; }
                        location /other { error_page 301 http://z.example/; return 301 /x; }
                        location /slash/ { error_page 301 /page; proxy_pass http://b; }
                        location /page { proxy_pass http://a; }
                        """);
        assertThat(routed.to("/away")).isEqualTo("a as 302");
        assertThat(routed.to("/moved")).isEqualTo("307 http://y.example/");
        assertThat(routed.to("/slash")).isEqualTo("a as 301");
        assertThat(routed.to("/other")).isEqualTo("302 http://z.example/");
    }

    @Test
    void aVariableMayNameTheLocationOfAPage() {
        Routed routed =
                Routed.nginx(
                        """
                        error_page 404 = $arg_page;
                        location @a { proxy_pass http://a; }
                        location /none { return 404; }
                        location / { proxy_pass http://b; }
                        """);
        assertThat(routed.to("/none?page=@a")).isEqualTo("a");
        assertThat(routed.to("/none?page=@b")).isEqualTo("500");
        assertThat(routed.to("/none?page=/x")).isEqualTo("b");
        assertThat(routed.to("/none?page=x")).isEqualTo("302 x");
    }

    @Test
    void whatIsInternalIsRefusedBeforeItsSlashIsAdded() {
        Routed routed =
                Routed.nginx(
                        """
                        location /in/ { internal; proxy_pass http://a/; }
                        location / { proxy_pass http://b; }
                        location /from { rewrite ^ /in last; }
                        """);
        assertThat(routed.to("/in")).isEqualTo("404");
        assertThat(routed.to("/in/")).isEqualTo("404");
        assertThat(routed.to("/from")).isEqualTo("301 http://shop.example:8080/in/");
    }

    @ParameterizedTest
    @CsvSource({
        "return 444;, close without an answer",
        "return 408;, close without an answer",
        "return 499;, close without an answer",
        "return 444 text;, 444",
        "return 494;, 400"
    })
    void someStatusesEndTheConnection(String line, String outcome) {
        assertThat(Routed.nginx("location / { " + line + " }").to("/")).isEqualTo(outcome);
    }

    @Test
    void aQuestionMarkInThePathBeginsTheQueryOfThePage() {
        Routed routed =
                Routed.nginx(
                        """
                        location /none { error_page 404 = /x$uri; return 404; }
                        location / { proxy_pass http://b/; }
                        """);
        assertThat(routed.received("/none%3Fq")).isEqualTo("b /x/none?q");
    }
}

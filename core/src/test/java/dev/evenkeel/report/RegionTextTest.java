package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Field;
import dev.evenkeel.model.Field.Kind;
import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Region;
import dev.evenkeel.routing.Region.Limit;
import dev.evenkeel.routing.Region.Term;

import org.junit.jupiter.api.Test;

import java.util.List;

final class RegionTextTest {
    private static String of(Limit... limits) {
        return RegionText.of(Diffs.region(limits));
    }

    private static Limit not(Kind kind, String name, Term... terms) {
        return new Limit(Field.of(kind, name), true, List.of(terms), 0);
    }

    @Test
    void saysHostPathAndMethod() {
        var host = Diffs.limit(Kind.HOST, new Term.Exactly("shop.example"));
        var path = Diffs.limit(Kind.PATH, new Term.Under("/login"), new Term.Under("/logout"));
        assertThat(of(host, path))
                .isEqualTo("host shop.example, path under /login or /logout, any method");
        assertThat(of(path)).isEqualTo("path under /login or /logout, any host, any method");
        assertThat(of(host)).isEqualTo("host shop.example, any path, any method");
        assertThat(of(path, Diffs.limit(Kind.METHOD, new Term.Exactly("GET"))))
                .isEqualTo("path under /login or /logout, method GET, any host");
    }

    @Test
    void saysThatThereIsNoLimit() {
        assertThat(of()).isEqualTo("every request");
        assertThat(RegionText.of(new Region(List.of(), false))).isEqualTo("some requests");
    }

    @Test
    void termsOfOneKindShareTheirWord() {
        assertThat(
                        of(
                                Diffs.limit(
                                        Kind.PATH,
                                        new Term.Exactly("/a"),
                                        new Term.EndingWith(".css"),
                                        new Term.Exactly("/b"))))
                .startsWith("path /a or /b, or ending with .css, ");
    }

    @Test
    void saysWhatIsExcepted() {
        assertThat(of(not(Kind.HOST, "", new Term.Exactly("a"), new Term.Under("b"))))
                .startsWith("host not a and not under b, ");
        assertThat(of(not(Kind.HEADER, "X-Tenant", new Term.Absent())))
                .isEqualTo("with a header X-Tenant");
        assertThat(of(Diffs.limit(Kind.SNI, new Term.Absent()))).isEqualTo("without a SNI");
    }

    @Test
    void whatIsListedAndExceptedIsLeftOut() {
        var listed = Diffs.limit(Kind.HOST, new Term.Exactly("a"), new Term.Exactly("b"));
        assertThat(of(listed, not(Kind.HOST, "", new Term.Exactly("a"))))
                .isEqualTo("host b, any path, any method");
        assertThat(of(listed, not(Kind.HOST, "", new Term.EndingWith("a"))))
                .isEqualTo("host a or b, host not ending with a, any path, any method");
    }

    @Test
    void saysThatAPartIsThere() {
        var there = new Limit(Field.of(Kind.HEADER, "x-tenant"), false, List.of(), 0);
        assertThat(of(there)).isEqualTo("with a header x-tenant");
        assertThat(of(not(Kind.HEADER, "x-tenant"))).isEqualTo("with a header x-tenant");
        assertThat(of(not(Kind.SNI, "", new Term.Exactly("a"), new Term.Absent())))
                .isEqualTo("SNI not a and not absent");
    }

    @Test
    void saysAddressesPortsAndWhatIsNotKnown() {
        assertThat(of(Diffs.limit(Kind.SOURCE, new Term.Between("10.0.0.0", "10.0.0.9"))))
                .isEqualTo("client address from 10.0.0.0 to 10.0.0.9");
        assertThat(of(Diffs.limit(Kind.DESTINATION_PORT, new Term.Exactly("80"))))
                .isEqualTo("port 80");
        assertThat(of(Diffs.limit(Kind.BODY, new Term.Said("nbsrv(app) lt 2", true))))
                .isEqualTo("`nbsrv(app) lt 2` holds");
    }

    @Test
    void saysHowManyAreLeftOut() {
        var limit = new Limit(Field.of(Kind.HOST), false, List.of(new Term.Exactly("a")), 7);
        assertThat(of(limit)).startsWith("host a (and 7 more), ");
    }

    @Test
    void writesARequestAsACommand() {
        var request =
                new Request(
                        "POST",
                        "shop.example",
                        "/a?b='c'",
                        List.of(
                                new Request.Header("X-A", "b c"),
                                new Request.Header("Authorization", "Basic abc")),
                        new Request.Connection("10.1.2.3", 8443, true, "other.example", "1.0"));
        assertThat(CurlText.of(request, true, Secrets.of(List.of())))
                .isEqualTo(
                        "curl -X POST --http1.0 'https://shop.example:8443/a?b='\\''c'\\''' -H"
                                + " 'X-A: b c' -H 'Authorization: •••'  # from 10.1.2.3 SNI"
                                + " other.example");
        assertThat(CurlText.of(Request.get("", "/x"), false, Secrets.of(List.of())))
                .isEqualTo("curl http://127.0.0.1/x -H 'Host:'");
    }
}

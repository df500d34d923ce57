package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.report.RequestReader.BadRequest;
import dev.evenkeel.text.Source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class RequestReaderTest {
    private static final Asked NOTHING_SAID =
            new Asked(null, new Entry("", "", 0, Security.UNSAID), Request.get("", "/"), false);

    private final RequestReader reader = new RequestReader(NOTHING_SAID);

    private Asked read(String line) throws BadRequest {
        byte[] bytes = ("before\n" + line + "\nafter").getBytes(UTF_8);
        return reader.read(bytes, 7, bytes.length - 6);
    }

    @Test
    void readsEveryField() throws BadRequest {
        Asked asked =
                read(
                        """
                        {"id":"r\\"1","listener":"public","port":8443,"tls":true,"sni":"s.example",\
                        "method":"POST","host":"shop.example:8443","target":"/a?b=%20",\
                        "headers":[["X-A","1"],["x-a","2"],["Empty",""]],"source":"2001:db8::1",\
                        "version":"2"}\
                        """);
        assertThat(asked.id()).isEqualTo("\"r\\\"1\"");
        assertThat(asked.entry()).isEqualTo(new Entry("public", "", 8443, Security.TLS));
        assertThat(asked.request())
                .isEqualTo(
                        new Request(
                                "POST",
                                "shop.example:8443",
                                "/a?b=%20",
                                List.of(
                                        new Request.Header("X-A", "1"),
                                        new Request.Header("x-a", "2"),
                                        new Request.Header("Empty", "")),
                                new Request.Connection(
                                        "2001:db8::1", 8443, true, "s.example", "2.0")));
    }

    @Test
    void onlyTheTargetMustBeThere() throws BadRequest {
        Asked asked = read("{\"target\":\"/\"}");
        assertThat(asked.id()).isNull();
        assertThat(asked.entry()).isEqualTo(NOTHING_SAID.entry());
        assertThat(asked.request()).isEqualTo(Request.get("", "/"));
    }

    @Test
    void aLineLeavesNothingBehindForTheNext() throws BadRequest {
        read("{\"id\":1,\"method\":\"PUT\",\"host\":\"a\",\"target\":\"/x\",\"port\":1}");
        assertThat(read("{\"target\":\"/\"}").request()).isEqualTo(Request.get("", "/"));
        assertThatThrownBy(() -> read("{\"method\":\"PUT\"")).isInstanceOf(BadRequest.class);
        assertThat(read("{\"target\":\"/\"}").request()).isEqualTo(Request.get("", "/"));
    }

    @Test
    void textsAreTheBytesTheyAreInUtf8() throws BadRequest {
        Asked asked = read("{\"target\":\"/k\\u00e4se/乾\",\"host\":\"ä.example\"}");
        assertThat(asked.request().target()).isEqualTo(Source.bytes("/käse/乾"));
        assertThat(asked.request().host()).isEqualTo(Source.bytes("ä.example"));
    }

    @Test
    void idsAreEchoedAsTheyAre() throws BadRequest {
        assertThat(read("{\"id\":17,\"target\":\"/\"}").id()).isEqualTo("17");
        assertThat(read("{\"id\":-1.50,\"target\":\"/\"}").id()).isEqualTo("-1.50");
        assertThat(read("{\"id\":null,\"target\":\"/\"}").id()).isNull();
        assertThat(read("{\"id\":\"ä\\n\",\"target\":\"/\"}").id()).isEqualTo("\"ä\\n\"");
    }

    @Test
    void theHostMayBeAmongTheHeaders() throws BadRequest {
        Request request = read("{\"target\":\"/\",\"headers\":[[\"HOST\",\"a\"]]}").request();
        assertThat(request.host()).isEqualTo("a");
        assertThat(request.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}|target is missing",
                "[]|a request is an object",
                "\"a\"|a request is an object",
                "{\"target\":\"/\"|the line ends before the object does",
                "{\"target\":\"/|the line ends before the object does",
                "{\"target\":\"/\"} {}|there is something behind the object",
                "{\"target\":\"/\"} x|this is not JSON: Unexpected character",
                "{\"target\":}|this is not JSON: Unexpected character",
                "{\"path\":\"/\"}|unknown field path; known are id, listener, port",
                "{\"target\":\"/\",\"target\":\"/\"}|target is given twice",
                "{\"target\":\"x\"}|target must begin with /",
                "{\"target\":\"\"}|target must begin with /",
                "{\"target\":\"/a b\"}|target holds a blank; write it as %20",
                "{\"target\":\"/\\u000a\"}|target holds a control character; write it as %0a",
                "{\"target\":7}|target must be a text",
                "{\"target\":null}|target must be a text",
                "{\"target\":\"/\",\"method\":\"G T\"}|method must be a word such as GET",
                "{\"target\":\"/\",\"port\":0}|port must be a number from 1 to 65535",
                "{\"target\":\"/\",\"port\":65536}|port must be a number from 1 to 65535",
                "{\"target\":\"/\",\"port\":99999999999}|port must be a number from 1 to 65535",
                "{\"target\":\"/\",\"port\":\"80\"}|port must be a number from 1 to 65535",
                "{\"target\":\"/\",\"tls\":1}|tls must be true or false",
                "{\"target\":\"/\",\"source\":\"1.2.3\"}|source must be an IP address",
                "{\"target\":\"/\",\"version\":\"1.2\"}|version must be",
                "{\"target\":\"/\",\"id\":{}}|id must be a text or a number",
                "{\"target\":\"/\",\"headers\":{}}|headers must be a list of pairs",
                "{\"target\":\"/\",\"headers\":[\"a\"]}|headers must be a list of pairs",
                "{\"target\":\"/\",\"headers\":[[\"a\",\"b\",\"c\"]]}|headers must be a list",
                "{\"target\":\"/\",\"headers\":[[\"a b\",\"c\"]]}|headers: a b is no name of a"
                        + " header",
                "{\"target\":\"/\",\"headers\":[[\"a\",\"b\\r\\nc: d\"]]}|headers: the value of a",
                "{\"target\":\"/\",\"host\":\"a\",\"headers\":[[\"Host\",\"b\"]]}|host and the"
                        + " header"
            })
    void saysWhatIsWrongWithALine(String line, String why) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOfSatisfying(
                        BadRequest.class,
                        bad -> assertThat(bad.why()).startsWith(why).doesNotContain("\n"));
    }

    @Test
    void overTlsTheHostIsTheNameInTheHandshake() throws BadRequest {
        var chosen = Traces.of("nginx", Traces.NGINX, Traces.request("a", "/", false, ""));
        var listener = chosen.traced().prediction().decision().listener();
        var door = new dev.evenkeel.predict.ListenerChoice.Chosen(listener, 443, true, "");
        assertThat(sni(read("{\"target\":\"/\",\"host\":\"a.example:443\"}"), door))
                .isEqualTo("a.example");
        assertThat(sni(read("{\"target\":\"/\",\"host\":\"10.0.0.1\"}"), door)).isEmpty();
        assertThat(sni(read("{\"target\":\"/\",\"host\":\"[::1]:443\"}"), door)).isEmpty();
        assertThat(sni(read("{\"target\":\"/\",\"host\":\"a\",\"sni\":\"b\"}"), door))
                .isEqualTo("b");
        assertThat(sni(read("{\"target\":\"/\",\"host\":\"a\",\"sni\":\"\"}"), door)).isEmpty();
    }

    private static String sni(Asked asked, dev.evenkeel.predict.ListenerChoice.Chosen chosen) {
        return asked.at(chosen).connection().sni();
    }
}

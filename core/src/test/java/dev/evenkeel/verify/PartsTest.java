package dev.evenkeel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Field;
import dev.evenkeel.model.Field.Kind;
import dev.evenkeel.model.Request;

import org.junit.jupiter.api.Test;

import java.util.List;

final class PartsTest {
    private static final Request SENT = Request.get("a.example", "/x?y=1");

    @Test
    void oneTakesThePlaceOfAnother() {
        assertThat(Parts.with(SENT, Field.of(Kind.HOST), "b.example"))
                .extracting("host")
                .isEqualTo("b.example");
        assertThat(Parts.with(SENT, Field.of(Kind.HEADER, "Host"), "b.example"))
                .extracting("host")
                .isEqualTo("b.example");
        assertThat(Parts.with(SENT, Field.of(Kind.PATH), "z"))
                .extracting("target")
                .isEqualTo("/z?y=1");
        assertThat(Parts.with(SENT, Field.of(Kind.QUERY), "q=2"))
                .extracting("target")
                .isEqualTo("/x?q=2");
        assertThat(Parts.with(SENT, Field.of(Kind.METHOD), "PUT"))
                .extracting("method")
                .isEqualTo("PUT");
        assertThat(Parts.with(SENT, Field.of(Kind.COOKIE, "a"), "1"))
                .extracting("headers")
                .isEqualTo(List.of(new Request.Header("Cookie", "a=1")));
    }

    @Test
    void whatNoClientSendsIsLeftOut() {
        assertThat(Parts.with(SENT, Field.of(Kind.PATH), "/a b")).isNull();
        assertThat(Parts.with(SENT, Field.of(Kind.PATH), "/a?b")).isNull();
        assertThat(Parts.with(SENT, Field.of(Kind.HOST), "")).isNull();
        assertThat(Parts.with(SENT, Field.of(Kind.METHOD), "A B")).isNull();
        assertThat(Parts.with(SENT, Field.of(Kind.SNI), "a.example")).isNull();
    }
}

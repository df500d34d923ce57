package dev.evenkeel.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.Version;

import org.junit.jupiter.api.Test;

class DirectiveTableTest {
    private final DirectiveTable table =
            DirectiveTable.of(
                    """
                    # a comment
                    listen | server | 1+ | understood
                    http2 | http server | 1 | harmless | 1.25+ |
                    spdy | server | 1 | unmodelled | -1.9 | gone long ago
                    zone | upstream | 1-2 | limited | 1.9-1.20 | sizes | are not checked
                    zone | stream | 0 | understood | 1.20+
                    """);

    @Test
    void findsTheRowOfAContextAndAVersion() {
        assertThat(table.find("zone", "upstream", Version.of(1, 19))).isNotNull();
        assertThat(table.find("zone", "upstream", Version.of(1, 20))).isNull();
        assertThat(table.find("zone", "stream", Version.of(1, 19))).isNull();
        assertThat(table.find("spdy", "server", Version.of(1, 8))).isNotNull();
        assertThat(table.find("none", "server", Version.of(1, 8))).isNull();
    }

    @Test
    void readsArguments() {
        Directive zone = table.rows("zone").getFirst();
        assertThat(zone.takes(0)).isFalse();
        assertThat(zone.takes(2)).isTrue();
        assertThat(zone.takes(3)).isFalse();
        assertThat(table.rows("listen").getFirst().takes(99)).isTrue();
    }

    @Test
    void aNoteMayHoldTheSeparator() {
        assertThat(table.rows("zone").getFirst().support())
                .isEqualTo(new Support.Limited("sizes | are not checked"));
    }

    @Test
    void aRowThatIsNotARowIsABugOfOurs() {
        assertThatThrownBy(() -> DirectiveTable.of("listen | server | 1 | splendid\n"))
                .hasMessageContaining("splendid");
        assertThatThrownBy(() -> DirectiveTable.of("listen | server | | understood\n"))
                .hasMessageContaining("listen");
    }

    @Test
    void aLineIsUnderstoodAsFarAsItsLeastUnderstoodPart() {
        assertThat(Support.worse(Support.UNDERSTOOD, Support.HARMLESS))
                .isEqualTo(Support.UNDERSTOOD);
        assertThat(Support.worse(Support.UNDERSTOOD, Support.UNKNOWN)).isEqualTo(Support.UNKNOWN);
        var limited = new Support.Limited("x");
        var unmodelled = new Support.Unmodelled("y");
        assertThat(Support.worse(limited, unmodelled)).isEqualTo(unmodelled);
    }
}

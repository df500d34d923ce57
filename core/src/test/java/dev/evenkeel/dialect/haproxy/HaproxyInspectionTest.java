package dev.evenkeel.dialect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class HaproxyInspectionTest {
    private static Reading read(Version version, String text) {
        return new HaproxyDialect()
                .read(
                        new Input(
                                List.of(Source.of("x.cfg", text)),
                                Sources.none(),
                                version,
                                Map.of()));
    }

    private static List<String> refused(Version version, String text) {
        return read(version, text).problems().stream()
                .filter(problem -> problem.kind() == Problem.Kind.REFUSED)
                .map(problem -> problem.span().line() + " " + problem.message())
                .toList();
    }

    @Test
    void everyLineIsCounted() {
        var coverage =
                read(Version.of(2, 6), "global\n daemon\n lua-load x\nlisten a\n option httplog\n")
                        .coverage();
        assertThat(coverage.understood()).isEqualTo(2);
        assertThat(coverage.harmless()).isEqualTo(2);
        assertThat(coverage.limited()).hasSize(1);
    }

    @Test
    void aKeywordOfAnotherSectionIsUnknown() {
        assertThat(refused(Version.of(2, 6), "global\n mode http\nlisten a\n daemon\n")).hasSize(2);
    }

    @Test
    void whatIsIgnoredIsNotRefused() {
        Reading reading = read(Version.of(2, 6), "frontend a\n option allbackups\n");
        assertThat(reading.problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.DOUBTFUL);
    }

    @Test
    void versionsDecideWhatIsKnown() {
        String text = "frontend a\n quic-initial accept\n";
        assertThat(refused(Version.of(3, 0), text)).singleElement().asString().contains("3.1");
        assertThat(refused(Version.of(3, 1), text)).isEmpty();
        assertThat(refused(Version.of(2, 6), "global\n nbproc 1\n"))
                .singleElement()
                .asString()
                .contains("removed");
    }

    @Test
    void somethingRemovedIsSaidWithItsSuccessor() {
        Reading reading = read(Version.of(2, 6), "backend a\n reqrep ^a b\n");
        assertThat(reading.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.advice()).contains("replace-path"));
    }
}

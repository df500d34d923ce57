package dev.evenkeel.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evenkeel.dialect.AssumedVersion;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The pages of the checks are their tests: every configuration on them is read and checked.
final class PageTest {
    @TestFactory
    Stream<DynamicTest> pagesHaveTheirShape() {
        return Checks.ids().stream().map(id -> dynamicTest(id, () -> hasShape(id)));
    }

    @TestFactory
    Stream<DynamicTest> checksDoWhatTheirPagesSay() {
        return Checks.ids().stream()
                .flatMap(id ->
                        page(id).examples().stream()
                                .map(example ->
                                        dynamicTest(name(id, example), () -> holds(id, example))));
    }

    private static String name(String id, Page.Example example) {
        return id + ", line " + example.pageLine() + ": " + example.heading();
    }

    private static Page page(String id) {
        return Page.of(Checks.page(id).orElseThrow());
    }

    private static void hasShape(String id) {
        Page page = page(id);
        assertThat(page.title()).isEqualTo(id);
        assertThat(page.headings()).isEqualTo(Page.HEADINGS);
        assertThat(Checks.summary(id).orElseThrow()).isNotBlank().endsWith(".");
        assertThat(page.examples()).isNotEmpty();
        for (Page.Example example : page.examples()) {
            String dialect = example.dialect();
            assertThat(Dialects.named(dialect)).as(dialect).isPresent();
            assertThat(page.examples("Finds", dialect)).as("finds in %s", dialect).isNotEmpty();
            assertThat(page.examples("Stays silent", dialect))
                    .as("stays silent in %s", dialect)
                    .isNotEmpty();
        }
    }

    private static void holds(String id, Page.Example example) {
        List<Finding> findings = Examination.of(read(example), Settings.standard()).findings();
        List<Integer> own =
                findings.stream()
                        .filter(finding -> finding.check().equals(id))
                        .map(finding -> finding.span().line())
                        .toList();
        assertThat(own).as("%s", findings).isEqualTo(example.marked(id));
        assertThat(own.isEmpty()).isEqualTo(example.heading().equals("Stays silent"));
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("refused") && !id.equals("refused"))
                .isEmpty();
    }

    private static Reading read(Page.Example example) {
        Dialect dialect = Dialects.named(example.dialect()).orElseThrow();
        var source = Source.of("page", example.text());
        var input = new Input(List.of(source), Sources.none(), dialect.standardVersion(), Map.of());
        return Version.parse(example.version())
                .map(version -> dialect.read(input.withVersion(version)))
                .orElseGet(() -> AssumedVersion.read(dialect, input));
    }
}

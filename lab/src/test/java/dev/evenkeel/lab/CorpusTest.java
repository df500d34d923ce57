package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The configurations of real teams, where they lie beside the repository. The bounds only ever get
/// tighter.
final class CorpusTest {
    /// `refused`: files the real program takes and we refuse; `missed`: files it refuses for an
    /// error on whose line we see none; `understood`: percent of the effective lines at least.
    private record Bound(int refused, int missed, double understood) {}

    private static final Map<String, Bound> BOUNDS =
            Map.of("haproxy", new Bound(0, 0, 98.5), "nginx", new Bound(0, 0, 98.5));

    @TestFactory
    Stream<DynamicTest> realConfigurationsAreRead() {
        Path folder = Repository.shared("corpus");
        assumeTrue(
                Files.exists(folder.resolve("MANIFEST.tsv")),
                "left out: reading the configurations of real teams, none in " + folder);
        List<Specimen> specimens = Specimen.in(folder);
        return Dialects.all().stream()
                .map(dialect ->
                        DynamicTest.dynamicTest(
                                dialect.name(), () -> keepsTheBound(specimens, dialect)));
    }

    private static void keepsTheBound(List<Specimen> specimens, Dialect dialect) {
        CorpusTable table = Corpus.run(specimens, dialect, Corpus.judge(specimens, dialect));
        Bound bound = Objects.requireNonNull(BOUNDS.get(dialect.name()));
        assertThat(table.thrown()).isEmpty();
        assertThat(table.printedDifferently()).isEmpty();
        assertThat(table.filesWronglyRefused())
                .as("accepted by the real program, refused by us: %s", table.wronglyRefused())
                .isLessThanOrEqualTo(bound.refused());
        assertThat(table.filesMissed())
                .as("refused by the real program, not by us: %s", table.missed())
                .isLessThanOrEqualTo(bound.missed());
        assertThat(table.understoodPercent()).isGreaterThanOrEqualTo(bound.understood());
        assertThat(Corpus.run(specimens, dialect, dialect.standardVersion()).thrown()).isEmpty();
    }
}

package dev.evenkeel.lab.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.lab.FolderSources;
import dev.evenkeel.lab.Repository;
import dev.evenkeel.lab.mutation.Judgement.Result;
import dev.evenkeel.lab.mutation.Mutant.Kind;
import dev.evenkeel.text.Source;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is said of small changes holds against trying; `lab/mutation` tries more of them.
final class MutationTest {
    private static final int OF_EXAMPLES = 60;
    private static final int OF_CORPUS = 20;
    private static final int REQUESTS = 200;
    private static final long SEED = 3;

    private static List<Original> examples() {
        return Repository.texts().stream()
                .filter(path -> path.startsWith("examples/outages"))
                .filter(path -> path.toString().matches(".*\\.(cfg|conf)"))
                .flatMap(path -> original(path).stream())
                .toList();
    }

    private static Optional<Original> original(Path path) {
        Source source = Source.of(path.toString(), Repository.read(path));
        Dialect dialect = Dialects.resembling(source).orElseThrow();
        Path folder = Repository.root().resolve(Objects.requireNonNull(path.getParent()));
        return Original.of(path.toString(), dialect, source, new FolderSources(folder));
    }

    private static List<Judgement> judged(List<Mutant> mutants) {
        var judged = new ArrayList<Judgement>();
        for (Mutant mutant : mutants) {
            Judgement judgement = Judgement.of(mutant, REQUESTS, SEED);
            assertThat(judgement.result().isFault())
                    .as(
                            "%s: %s of %s%n%s%n%s",
                            judgement.result(),
                            mutant.kind().words(),
                            mutant.original().name(),
                            mutant.after().text(),
                            judgement.seen())
                    .isFalse();
            judged.add(judgement);
        }
        return judged;
    }

    private static long proven(List<Judgement> judgements) {
        return judgements.stream()
                .map(Judgement::result)
                .filter(result -> result != Result.NOT_PROVEN && result != Result.NOT_PROVEN_FOUND)
                .count();
    }

    @Test
    void changesOfExamplesDoWhatIsSaid() {
        List<Original> examples = examples();
        assertThat(examples).hasSizeGreaterThan(8);
        List<Judgement> judgements = judged(Mutants.of(examples, OF_EXAMPLES, SEED));
        assertThat(judgements).hasSize(OF_EXAMPLES);
        assertThat(judgements.stream().map(one -> one.mutant().kind()).collect(Collectors.toSet()))
                .hasSizeGreaterThan(8);
        assertThat(judgements.stream().map(Judgement::result))
                .contains(Result.EQUIVALENT, Result.DIFFERENT_FOUND);
        assertThat(proven(judgements)).isGreaterThanOrEqualTo(OF_EXAMPLES * 9 / 10);
    }

    @Test
    void aPoolThatIsCalledOtherwiseIsTheSamePool() {
        List<Original> examples =
                examples().stream().filter(one -> one.dialect().name().equals("haproxy")).toList();
        List<Mutant> renamed =
                Mutants.of(examples, OF_EXAMPLES, SEED).stream()
                        .filter(mutant -> mutant.kind() == Kind.POOL_RENAMED)
                        .toList();
        assertThat(renamed).isNotEmpty();
        assertThat(judged(renamed)).extracting(Judgement::result).containsOnly(Result.EQUIVALENT);
    }

    @Test
    void theSameSeedMakesTheSameMutants() {
        List<Original> examples = examples();
        assertThat(texts(Mutants.of(examples, 20, SEED)))
                .isEqualTo(texts(Mutants.of(examples, 20, SEED)));
    }

    private static List<String> texts(List<Mutant> mutants) {
        return mutants.stream().map(mutant -> mutant.after().text()).toList();
    }

    @Test
    void changesOfRealConfigurationsDoWhatIsSaid() {
        Path corpus = Repository.shared("corpus");
        assumeTrue(
                Files.exists(corpus.resolve("MANIFEST.tsv")),
                "left out: there are no real configurations beside the project");
        for (Dialect dialect : Dialects.all()) {
            List<Mutant> mutants = Mutants.ofCorpus(corpus, dialect.name(), OF_CORPUS, SEED);
            assertThat(mutants).hasSize(OF_CORPUS);
            assertThat(proven(judged(mutants))).isGreaterThanOrEqualTo(OF_CORPUS * 3 / 4);
        }
    }
}

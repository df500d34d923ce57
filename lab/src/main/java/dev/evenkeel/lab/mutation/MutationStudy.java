package dev.evenkeel.lab.mutation;

import dev.evenkeel.lab.Repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is said of small changes of real configurations, held against what is found by trying:
/// `lab/mutation [COUNT] [SEED] [DIALECT]`. Without a dialect half of the mutants are of each, and
/// `docs/mutation.md` is written.
final class MutationStudy {
    private static final int REQUESTS = 600;
    private static final int SLOWEST_SHOWN = 8;
    private static final long SLOW_MILLIS = 2000;

    private MutationStudy() {}

    static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<String> dialects =
                arguments.length > 2 ? List.of(arguments[2]) : List.of("haproxy", "nginx");
        Path corpus = Repository.shared("corpus");
        if (!Files.exists(corpus.resolve("MANIFEST.tsv"))) {
            System.err.println("mutation: no MANIFEST.tsv in " + corpus);
            System.exit(2);
        }
        var judgements = new ArrayList<Judgement>();
        for (String dialect : dialects) {
            List<Mutant> mutants = Mutants.ofCorpus(corpus, dialect, count / dialects.size(), seed);
            for (Mutant mutant : mutants) {
                Judgement judgement = Judgement.of(mutant, REQUESTS, seed);
                judgements.add(judgement);
                tell(judgement);
            }
        }
        slowest(judgements);
        String page = MutationPage.of(judgements, REQUESTS, seed);
        System.out.println(page);
        if (dialects.size() > 1) {
            Repository.write(MutationPage.PATH, page);
        }
        if (judgements.stream().anyMatch(judgement -> judgement.result().isFault())) {
            System.exit(1);
        }
    }

    /// What is worth looking at: faults, and what could not be answered.
    private static void tell(Judgement judgement) {
        Judgement.Result result = judgement.result();
        boolean open =
                result == Judgement.Result.NOT_PROVEN
                        || result == Judgement.Result.NOT_PROVEN_FOUND;
        if (result.isFault() || open) {
            System.out.printf(
                    "%s: %s, %s%n  %s%n",
                    result,
                    judgement.mutant().kind().words(),
                    judgement.mutant().original().name(),
                    judgement.mutant().lines().replace("\n", "\n  "));
            judgement.reasons().forEach(reason -> System.out.println("    because " + reason));
            if (result != Judgement.Result.NOT_PROVEN) {
                System.out.println("    " + judgement.seen());
            }
        }
    }

    private static void slowest(List<Judgement> judgements) {
        System.out.printf(
                "%d comparisons took more than %d ms; the slowest:%n",
                judgements.stream().filter(one -> one.took().toMillis() > SLOW_MILLIS).count(),
                SLOW_MILLIS);
        judgements.stream()
                .sorted(Comparator.comparing(Judgement::took).reversed())
                .limit(SLOWEST_SHOWN)
                .forEach(one ->
                        System.out.printf(
                                "  %d ms, %s, %s, %s%n",
                                one.took().toMillis(),
                                one.result(),
                                one.mutant().kind().words(),
                                one.mutant().original().name()));
    }
}

package dev.evenkeel.lab.mutation;

import dev.evenkeel.lab.Repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How many small changes of real configurations the tests catch that are made of these: `lab/net
/// [COUNT] [SEED] [DIALECT]`. Without a dialect half of the mutants are of each.
final class NetStudy {
    private NetStudy() {}

    static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<String> dialects =
                arguments.length > 2 ? List.of(arguments[2]) : List.of("haproxy", "nginx");
        Path corpus = Repository.shared("corpus");
        if (!Files.exists(corpus.resolve("MANIFEST.tsv"))) {
            System.err.println("net: no MANIFEST.tsv in " + corpus);
            System.exit(2);
        }
        long bad = 0;
        var all = new ArrayList<Net.Catch>();
        for (String dialect : dialects) {
            var nets = new IdentityHashMap<Original, Net>();
            var catches = new ArrayList<Net.Catch>();
            for (Mutant mutant : Mutants.ofCorpus(corpus, dialect, count / dialects.size(), seed)) {
                Net.Catch one = nets.computeIfAbsent(mutant.original(), Net::of).of(mutant);
                catches.add(one);
                tell(one);
            }
            bad += nets.values().stream().mapToLong(Net::bad).sum();
            print(dialect, catches);
            all.addAll(catches);
        }
        print("all", all);
        System.out.println(bad + " tests fail for what they were made of");
        System.exit(bad == 0 ? 0 : 1);
    }

    private static void tell(Net.Catch one) {
        boolean escaped = one.result() == Net.Result.ESCAPED;
        if (escaped || one.result() == Net.Result.NO_TESTS) {
            System.out.printf(
                    "%s: %s, %s: %s%n  %s%n",
                    one.result(),
                    one.mutant().kind().words(),
                    one.mutant().original().name(),
                    String.join(", ", one.differs()),
                    one.mutant().lines().replace("\n", "\n  "));
        }
    }

    private static void print(String what, List<Net.Catch> catches) {
        System.out.printf(
                "%n%-45s %7s %7s %7s %7s %7s %7s %7s%n",
                what, "mutants", "caught", "escaped", "timeout", "same", "open", "no test");
        for (Mutant.Kind kind : Mutant.Kind.values()) {
            line(
                    kind.words(),
                    catches.stream().filter(one -> one.mutant().kind() == kind).toList());
        }
        line("all", catches);
        long caught = count(catches, Net.Result.CAUGHT);
        long escaped = count(catches, Net.Result.ESCAPED) + count(catches, Net.Result.NO_TESTS);
        long timeouts = count(catches, Net.Result.TIMEOUT_ESCAPED);
        System.out.printf(
                Locale.ROOT,
                "caught %d of %d that differ (%.1f %%), timeouts counted %.1f %%%n%n",
                caught,
                caught + escaped,
                share(caught, caught + escaped),
                share(caught, caught + escaped + timeouts));
    }

    private static double share(long part, long all) {
        return all == 0 ? 100 : 100.0 * part / all;
    }

    private static void line(String what, List<Net.Catch> catches) {
        System.out.printf("%-45s %7d", what, catches.size());
        Stream.of(Net.Result.values())
                .forEach(result -> System.out.printf(" %7d", count(catches, result)));
        System.out.println();
    }

    private static long count(List<Net.Catch> catches, Net.Result result) {
        return catches.stream().filter(one -> one.result() == result).count();
    }
}

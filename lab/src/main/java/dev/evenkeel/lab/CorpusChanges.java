package dev.evenkeel.lab;

import dev.evenkeel.lab.conformance.Twist;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;

/// How long it takes to compare configurations of real teams with themselves after a change of one
/// line: `lab/corpus-diff [SEED] [FOLDER]`.
final class CorpusChanges {
    private static final int CHANGES_MAX = 12;

    private CorpusChanges() {}

    static void main(String[] arguments) throws IOException {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Repository.shared("corpus");
        var times = new PairTimes();
        for (Specimen specimen : Specimen.in(folder)) {
            if (specimen.isAccepted()) {
                changed(specimen, seed, times);
            }
        }
        times.tell();
    }

    /// Nothing where no change was found that would be taken.
    private static void changed(Specimen specimen, long seed, PairTimes times) {
        Source source = specimen.source();
        if (source.lines() < 2) {
            return;
        }
        Sources sources = new FolderSources(Objects.requireNonNull(specimen.file().getParent()));
        var random = new Random(seed ^ specimen.name().hashCode());
        for (int i = 0; i < CHANGES_MAX; i++) {
            String text = Twist.of(source.text(), random);
            var pair = new PairTimes.Pair(specimen.name(), specimen.dialect(), source.text(), text);
            if (!text.equals(source.text()) && times.add(pair, sources)) {
                return;
            }
        }
    }
}

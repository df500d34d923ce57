package dev.evenkeel.dialect;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;

import java.util.ArrayList;
import java.util.List;

/// Reads texts for which nobody said a version. The standard version is assumed; but when it would
/// refuse a text that an older one accepts, that text most likely runs on the older one: then it is
/// read as the newest version that accepts it, and what the standard version refuses is a
/// [Problem.Kind#VERSION_DEPENDENT].
public final class AssumedVersion {
    /// Longer texts are read once only: they are refused quickly or not at all.
    private static final int LENGTH_MAX = 1 << 20;

    private AssumedVersion() {}

    /// Reads in the version of the input, or in an older one as said above; the version that was
    /// chosen is in the target of the reading.
    public static Reading read(Dialect dialect, Input input) {
        Reading standard = dialect.read(input);
        if (!standard.isRefused() || length(input) > LENGTH_MAX) {
            return standard;
        }
        for (Version version : dialect.versions().reversed()) {
            if (version.compareTo(input.version()) < 0) {
                Reading older = dialect.read(input.withVersion(version));
                if (!older.isRefused()) {
                    return with(older, differences(standard, older));
                }
            }
        }
        return standard;
    }

    private static long length(Input input) {
        long length = 0;
        for (Source source : input.texts()) {
            length += source.length();
        }
        return length;
    }

    private static List<Problem> differences(Reading standard, Reading older) {
        var differences = new ArrayList<Problem>();
        for (Problem problem : standard.problems()) {
            if (problem.kind() == Problem.Kind.REFUSED) {
                String name = standard.balancer().target().dialect();
                Version from = standard.balancer().target().version();
                Version chosen = older.balancer().target().version();
                differences.add(
                        new Problem(
                                Problem.Kind.VERSION_DEPENDENT,
                                problem.span(),
                                "%s %s starts with this line, %s does not: %s"
                                        .formatted(name, chosen, from, problem.message()),
                                "Say which version runs (--as %s:%s); before an upgrade, %s"
                                        .formatted(name, chosen, problem.advice())));
            }
        }
        return differences;
    }

    private static Reading with(Reading reading, List<Problem> more) {
        var problems = new ArrayList<>(reading.problems());
        problems.addAll(more);
        return new Reading(
                reading.balancer(),
                problems,
                reading.coverage(),
                reading.sources(),
                reading.comments(),
                reading.secrets());
    }
}

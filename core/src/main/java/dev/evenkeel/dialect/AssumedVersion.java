package dev.evenkeel.dialect;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads texts for which nobody said a version. The standard version is assumed; but when it would
/// refuse a text that an older one accepts, that text most likely runs on the older one: then it is
/// read as the newest version that accepts it. What another version would judge otherwise is a
/// [Problem.Kind#VERSION_DEPENDENT].
public final class AssumedVersion {
    /// Longer texts are read once only: what is worth saying of them is said by one reading.
    private static final int LENGTH_MAX = 1 << 19;

    private final Dialect dialect;
    private final Input input;

    private AssumedVersion(Dialect dialect, Input input) {
        this.dialect = dialect;
        this.input = input;
    }

    /// Reads in the version of the input, or in an older one as said above; the version that was
    /// chosen is in the target of the reading.
    public static Reading read(Dialect dialect, Input input) {
        Reading standard = dialect.read(input);
        long length = 0;
        for (Source source : input.texts()) {
            length += source.length();
        }
        if (length > LENGTH_MAX) {
            return standard;
        }
        var assumed = new AssumedVersion(dialect, input);
        return standard.isRefused() ? assumed.accepted(standard) : assumed.compared(standard);
    }

    /// The newest older reading that accepts what the standard version refuses, if there is one.
    private Reading accepted(Reading standard) {
        for (Version version : dialect.versions().reversed()) {
            if (version.compareTo(input.version()) < 0) {
                Reading older = dialect.read(input.withVersion(version));
                if (!older.isRefused()) {
                    return with(older, refusals(standard, version));
                }
            }
        }
        return standard;
    }

    private List<Problem> refusals(Reading standard, Version accepting) {
        var refusals = new ArrayList<Problem>();
        for (Problem problem : standard.problems()) {
            if (problem.kind() == Problem.Kind.REFUSED) {
                refusals.add(
                        new Problem(
                                Problem.Kind.VERSION_DEPENDENT,
                                problem.span(),
                                "%s %s starts with this line, %s does not: %s"
                                        .formatted(
                                                dialect.name(),
                                                accepting,
                                                input.version(),
                                                problem.message()),
                                "Say which version runs (--as %s:%s); before an upgrade, %s"
                                        .formatted(dialect.name(), accepting, problem.advice())));
            }
        }
        return refusals;
    }

    /// The standard reading, and what older versions ignore of the same text.
    private Reading compared(Reading standard) {
        Set<Place> ignoredToo = new HashSet<>();
        for (Ignored ignored : standard.balancer().ignored()) {
            ignoredToo.add(Place.of(ignored));
        }
        var problems = new ArrayList<Problem>();
        if (!differences(dialect.versions().getFirst(), ignoredToo).isEmpty()) {
            for (Version version : dialect.versions().reversed()) {
                if (version.compareTo(input.version()) < 0) {
                    for (Ignored ignored : differences(version, ignoredToo)) {
                        ignoredToo.add(Place.of(ignored));
                        problems.add(ineffective(ignored, version));
                    }
                }
            }
        }
        return problems.isEmpty() ? standard : with(standard, problems);
    }

    private List<Ignored> differences(Version version, Set<Place> known) {
        var differences = new ArrayList<Ignored>();
        for (Ignored ignored : dialect.read(input.withVersion(version)).balancer().ignored()) {
            if (!known.contains(Place.of(ignored))) {
                differences.add(ignored);
            }
        }
        return differences;
    }

    private Problem ineffective(Ignored ignored, Version version) {
        return new Problem(
                Problem.Kind.VERSION_DEPENDENT,
                ignored.span(),
                "up to %s %s, `%s` has no effect, because %s"
                        .formatted(dialect.name(), version, ignored.what(), ignored.because()),
                "Say which version runs (--as %s:%s), or write it so that every version obeys."
                        .formatted(dialect.name(), input.version()));
    }

    /// What is ignored, and where: the same in every reading of a text.
    private record Place(String file, int start, Ignored.Topic topic) {
        static Place of(Ignored ignored) {
            return new Place(ignored.span().file(), ignored.span().start(), ignored.topic());
        }
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

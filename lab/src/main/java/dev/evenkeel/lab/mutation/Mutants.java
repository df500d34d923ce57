package dev.evenkeel.lab.mutation;

import dev.evenkeel.lab.Specimen;
import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.lab.mutation.Mutant.Kind;
import dev.evenkeel.text.Source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Draws mutants of configurations: as many of each kind as of any other, where there are so many.
/// What the program would refuse is left out.
public final class Mutants {
    /// What teams use; the others are tests of the programs.
    private static final Set<String> OF_TEAMS = Set.of("haproxy", "haproxy-extracted", "nginx");

    private static final Set<String> OF_TESTS =
            Set.of("haproxy-vtc-extracted", "nginx-tests-extracted");

    /// How many of a hundred mutants are made of what teams use.
    private static final int OF_TEAMS_PERCENT = 75;

    /// How often in a row no mutant is found before a kind is given up.
    private static final int FAILURES_MAX = 60;

    /// Longer texts would take most of the time of a run.
    private static final int LENGTH_MAX = 400_000;

    private Mutants() {}

    /// Configurations, and the changes of them by kind.
    private record Group(List<Original> originals, Map<Original, Map<Kind, List<Change>>> changes) {
        static Group of(List<Original> originals, Chance chance) {
            var changes = new IdentityHashMap<Original, Map<Kind, List<Change>>>();
            for (Original original : originals) {
                var byKind = new EnumMap<Kind, List<Change>>(Kind.class);
                for (Change change : changesOf(original, chance)) {
                    byKind.computeIfAbsent(change.kind(), _ -> new ArrayList<>()).add(change);
                }
                changes.put(original, byKind);
            }
            return new Group(originals, changes);
        }

        List<Change> of(Original original, Kind kind) {
            return changes.getOrDefault(original, Map.of()).getOrDefault(kind, List.of());
        }

        List<Original> with(Kind kind) {
            return originals.stream().filter(each -> !of(each, kind).isEmpty()).toList();
        }
    }

    /// So many mutants of the configurations of a folder with a manifest.
    public static List<Mutant> ofCorpus(Path corpus, String dialect, int count, long seed) {
        var teams = new ArrayList<Original>();
        var tests = new ArrayList<Original>();
        for (Specimen specimen : Specimen.in(corpus)) {
            boolean fit =
                    specimen.dialect().equals(dialect)
                            && !specimen.isTemplate()
                            && !specimen.verdict().equals("error-real")
                            && !specimen.verdict().equals("n/a");
            List<Original> group =
                    OF_TEAMS.contains(specimen.kind())
                            ? teams
                            : OF_TESTS.contains(specimen.kind()) ? tests : null;
            if (fit && group != null) {
                Original.of(specimen)
                        .filter(original -> original.main().length() <= LENGTH_MAX)
                        .ifPresent(group::add);
            }
        }
        return draw(teams, tests, count, new Chance(seed));
    }

    /// So many mutants of these configurations.
    public static List<Mutant> of(List<Original> originals, int count, long seed) {
        return draw(originals, List.of(), count, new Chance(seed));
    }

    private static List<Mutant> draw(
            List<Original> teams, List<Original> tests, int count, Chance chance) {
        Group first = Group.of(teams, chance);
        Group second = Group.of(tests, chance);
        var mutants = new ArrayList<Mutant>();
        var seen = new HashSet<String>();
        var failures = new EnumMap<Kind, Integer>(Kind.class);
        List<Kind> left = new ArrayList<>(List.of(Kind.values()));
        for (int i = 0; mutants.size() < count && !left.isEmpty(); i++) {
            Kind kind = left.get(i % left.size());
            Group group = chance.in100(OF_TEAMS_PERCENT) ? first : second;
            Optional<Mutant> mutant = draw(group, kind, chance);
            if (mutant.isEmpty() || !seen.add(mutant.get().after().text())) {
                if (failures.merge(kind, 1, Integer::sum) > FAILURES_MAX) {
                    left.remove(kind);
                }
            } else {
                failures.put(kind, 0);
                mutants.add(mutant.get());
            }
        }
        return mutants;
    }

    private static Optional<Mutant> draw(Group group, Kind kind, Chance chance) {
        List<Original> originals = group.with(kind);
        if (originals.isEmpty()) {
            return Optional.empty();
        }
        Original original = chance.oneOf(originals);
        Mutant mutant = chance.oneOf(group.of(original, kind)).of(original);
        boolean refused = mutant.changed().read().isRefused();
        return refused ? Optional.empty() : Optional.of(mutant);
    }

    private static List<Change> changesOf(Original original, Chance chance) {
        if (original.dialect().name().equals("nginx")) {
            return NginxChanges.of(original, chance);
        }
        var changes = new ArrayList<>(HaproxyChanges.of(original, chance));
        for (Source source : original.texts()) {
            if (source != original.main()) {
                changes.addAll(TableChanges.of(source, chance));
            }
        }
        return changes;
    }
}

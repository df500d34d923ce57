package dev.evenkeel.lab.mutation;

import dev.evenkeel.dialect.AssumedVersion;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.lab.FolderSources;
import dev.evenkeel.lab.Specimen;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A configuration to be changed: its main text, the texts beside it, and the version of the
/// program that takes it.
public record Original(String name, Dialect dialect, Version version, Source main, Sources beside) {

    /// The configuration, in the version that is assumed when nobody says one; empty when no
    /// version takes it.
    public static Optional<Original> of(String name, Dialect dialect, Source main, Sources beside) {
        var input = new Input(List.of(main), beside, dialect.standardVersion(), Map.of());
        Reading reading = AssumedVersion.read(dialect, input);
        return reading.isRefused()
                ? Optional.empty()
                : Optional.of(
                        new Original(
                                name,
                                dialect,
                                reading.balancer().target().version(),
                                main,
                                beside));
    }

    /// A configuration that somebody really uses.
    public static Optional<Original> of(Specimen specimen) {
        Source main = specimen.source();
        var folder = new FolderSources(Objects.requireNonNull(specimen.file().getParent()));
        Dialect dialect = Dialects.named(specimen.dialect()).orElseThrow();
        return of(specimen.name(), dialect, main, new MadeUpMaps(folder, main));
    }

    public Reading read() {
        return dialect.read(new Input(List.of(main), beside, version, Map.of()));
    }

    /// The same with another text in place of the one of that name: the main one, or one beside it.
    public Original with(Source changed) {
        return changed.name().equals(main.name())
                ? new Original(name, dialect, version, changed, beside)
                : new Original(name, dialect, version, main, new Replaced(beside, changed));
    }

    /// The texts that it is made of, the main one first.
    List<Source> texts() {
        var recorded = new Recorded(beside, new LinkedHashMap<>());
        dialect.read(new Input(List.of(main), recorded, version, Map.of()));
        var texts = new ArrayList<>(recorded.texts().values());
        texts.addFirst(main);
        return texts;
    }

    private record Recorded(Sources others, Map<String, Source> texts) implements Sources {
        @Override
        public Lookup read(String path) {
            Lookup found = others.read(path);
            if (found instanceof Found(Source source)) {
                texts.putIfAbsent(path, source);
            }
            return found;
        }

        @Override
        public boolean exists(String path) {
            return others.exists(path);
        }

        @Override
        public List<String> match(String pattern) {
            return others.match(pattern);
        }
    }

    private record Replaced(Sources others, Source one) implements Sources {
        @Override
        public Lookup read(String path) {
            return path.equals(one.name()) ? new Found(one) : others.read(path);
        }

        @Override
        public boolean exists(String path) {
            return path.equals(one.name()) || others.exists(path);
        }

        @Override
        public List<String> match(String pattern) {
            return others.match(pattern);
        }
    }
}

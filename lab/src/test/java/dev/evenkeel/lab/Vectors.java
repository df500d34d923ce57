package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/// What a real program did, recorded: `json`, and the configuration it ran with. They lie beside
/// the repository on some machines only; elsewhere the test that asks is left out.
record Vectors(String name, Json json, Source configuration) {
    static Vectors named(String name) {
        Path folder = Repository.shared("vectors");
        Path json = folder.resolve(name + ".json");
        assumeTrue(Files.exists(json), "left out: what a real program did, no " + json);
        try {
            byte[] text = Files.readAllBytes(folder.resolve(name + ".cfg"));
            return new Vectors(
                    name, Json.parse(Files.readString(json)), Source.of(name + ".cfg", text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Json> all() {
        return json.at("vectors").each();
    }

    /// What the dialect of that name makes of the configuration.
    LoadBalancer balancer(String dialect, String version) {
        return balancer(dialect, version, UnaryOperator.identity());
    }

    /// What it makes of the configuration after a change of its text.
    LoadBalancer balancer(String dialect, String version, UnaryOperator<String> change) {
        byte[] bytes = change.apply(configuration.text()).getBytes(ISO_8859_1);
        var text = Source.of(name + ".cfg", bytes);
        Version target = Version.parse(version).orElseThrow();
        var sources = new FolderSources(Repository.shared("vectors"));
        Reading reading =
                Dialects.named(dialect)
                        .orElseThrow()
                        .read(new Input(List.of(text), sources, target, Map.of()));
        assertThat(reading.isRefused()).as("%s is refused", name).isFalse();
        return reading.balancer();
    }

    static Pool pool(LoadBalancer balancer, String name) {
        for (Pool pool : balancer.pools()) {
            if (pool.name().equals(name)) {
                return pool;
            }
        }
        throw new NoSuchElementException("no pool " + name);
    }
}

package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.check.Examination;
import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Settings;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A small configuration with exactly one fault: the lines on which it must be found, the checks of
/// which any may find it (none: no check looks for it yet), and how to repair it.
record Probe(String name, List<Integer> lines, List<String> checks, List<Repair> repairs) {
    record Repair(String before, String after) {}

    Probe {
        lines = List.copyOf(lines);
        checks = List.copyOf(checks);
        repairs = List.copyOf(repairs);
    }

    static List<Probe> all() {
        var all = new ArrayList<Probe>();
        try (InputStream in = Probe.class.getResourceAsStream("probes.table")) {
            if (in == null) {
                throw new IllegalStateException("no probes.table beside " + Probe.class);
            }
            for (String row : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                if (!row.isEmpty() && !row.startsWith("#")) {
                    all.add(probe(row));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Probe probe(String row) {
        String[] cells = row.split(" \\| ", 4);
        List<Integer> lines = words(cells[1]).stream().map(Integer::valueOf).toList();
        List<String> checks = cells[2].equals("-") ? List.of() : words(cells[2]);
        var repairs = new ArrayList<Repair>();
        for (String repair : cells[3].split(" && ", -1)) {
            String[] sides = repair.replace("\\n", "\n").split(" =>", 2);
            String after = sides[1].startsWith(" ") ? sides[1].substring(1) : sides[1];
            repairs.add(new Repair(sides[0], after));
        }
        return new Probe(cells[0], lines, checks, repairs);
    }

    private static List<String> words(String cell) {
        return List.of(cell.split(" ", -1));
    }

    /// The probe's findings on the lines of its fault, by a check that is made for it.
    List<Finding> hits(Path folder) {
        return findings(text(folder)).stream()
                .filter(finding -> checks.contains(finding.check()))
                .filter(finding -> lines.contains(finding.span().line()))
                .toList();
    }

    List<Finding> findingsOfTwin(Path folder) {
        return findings(twin(folder));
    }

    /// The same configuration without the fault.
    String twin(Path folder) {
        String text = text(folder);
        for (Repair repair : repairs) {
            if (!text.contains(repair.before())) {
                throw new IllegalStateException(name + " has nothing to repair: " + repair);
            }
            text = text.replace(repair.before(), repair.after());
        }
        return text;
    }

    private String text(Path folder) {
        try {
            return Files.readString(folder.resolve(name), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Finding> findings(Path folder) {
        return findings(text(folder));
    }

    private List<Finding> findings(String text) {
        String language = name.startsWith("H") ? "haproxy" : "nginx";
        Dialect dialect = Dialects.named(language).orElseThrow();
        Version version = language.equals("haproxy") ? Version.of(2, 6) : Version.of(1, 22);
        Source source = Source.of(name, text.getBytes(ISO_8859_1));
        var input = new Input(List.of(source), Sources.none(), version, Map.of());
        return Examination.of(dialect.read(input), Settings.standard()).findings();
    }
}

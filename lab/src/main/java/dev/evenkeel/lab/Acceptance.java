package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.check.Examination;
import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Settings;
import dev.evenkeel.check.Severity;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Small mistakes in correct configurations, judged by the real program and by us: `lab/acceptance
/// [COUNT] [SEED]`. The versions are those of Debian 12.
record Acceptance(
        int compared,
        int refused,
        List<String> tooStrict,
        List<String> tooLax,
        List<String> elsewhere) {
    Acceptance {
        tooStrict = List.copyOf(tooStrict);
        tooLax = List.copyOf(tooLax);
        elsewhere = List.copyOf(elsewhere);
    }

    /// An error as we see it; `refuses` when the real program would not start for it.
    private record Fault(boolean refuses, int line, String message) {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int seed = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        Path folder = Files.createTempDirectory("evenkeel-acceptance");
        for (Dialect dialect : Dialects.all()) {
            Optional<Judge> judge = Judge.of(dialect.name(), folder);
            if (judge.isEmpty()) {
                System.out.println(dialect.name() + ": left out, the program is not installed");
                continue;
            }
            Acceptance result = run(judge.get(), count, seed);
            System.out.println(result.summary(dialect.name()));
            list("accepted, but refused by us", result.tooStrict());
            list("refused, but not by us", result.tooLax());
            list("refused for another line", result.elsewhere());
        }
    }

    private static void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            System.out.println("  " + title + ":");
            lines.forEach(line -> System.out.println("    " + line));
        }
    }

    String summary(String dialect) {
        return "%s: %d compared, %d refused; we: too strict %d, too lax %d, at another line %d"
                .formatted(
                        dialect,
                        compared,
                        refused,
                        tooStrict.size(),
                        tooLax.size(),
                        elsewhere.size());
    }

    static Acceptance run(Judge judge, int count, int seed)
            throws IOException, InterruptedException {
        Dialect dialect = Dialects.named(judge.dialect()).orElseThrow();
        String name = dialect.name().equals("haproxy") ? "base-haproxy.cfg" : "base-nginx.conf";
        String base = base(name);
        Files.writeString(judge.folder().resolve("hosts.map"), "a.example api\n");
        Path file = judge.folder().resolve(name);
        int compared = 0;
        int refused = 0;
        var tooStrict = new ArrayList<String>();
        var tooLax = new ArrayList<String>();
        var elsewhere = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            String text = i == 0 ? base : Mutation.of(base, new Random(seed * 1_000_003L + i));
            Files.writeString(file, text);
            Judge.Verdict verdict = judge.verdict(file);
            if (verdict.isAboutTheMachine()) {
                continue;
            }
            compared++;
            List<Fault> ours = errors(dialect, file);
            if (verdict.accepted()) {
                ours.stream()
                        .filter(Fault::refuses)
                        .findFirst()
                        .ifPresent(fault ->
                                tooStrict.add(
                                        quoted(text, fault.line()) + "  # we: " + fault.message()));
            } else {
                refused++;
                int line = verdict.line();
                String theirs = quoted(text, line) + "  # " + verdict.because();
                if (ours.isEmpty()) {
                    tooLax.add(theirs);
                } else if (line > 0 && ours.stream().noneMatch(fault -> fault.line() == line)) {
                    Fault first = ours.getFirst();
                    elsewhere.add(theirs + "  # we: " + first.line() + " " + first.message());
                }
            }
        }
        return new Acceptance(compared, refused, tooStrict, tooLax, elsewhere);
    }

    /// How many of the verdicts are the same, with the line, in percent.
    double agreementPercent() {
        int other = tooStrict.size() + tooLax.size() + elsewhere.size();
        return compared == 0 ? 0 : 100.0 * (compared - other) / compared;
    }

    private static String quoted(String text, int line) {
        String[] lines = text.split("\n", -1);
        return line + ": " + (line > 0 && line <= lines.length ? lines[line - 1].strip() : "");
    }

    /// What we call an error, in order.
    private static List<Fault> errors(Dialect dialect, Path file) throws IOException {
        Version version = dialect.name().equals("haproxy") ? Version.of(2, 6) : Version.of(1, 22);
        Source source = Source.of(file.toString(), Files.readAllBytes(file));
        Path folder = file.toAbsolutePath().getParent();
        var sources = new FolderSources(folder == null ? Path.of("") : folder);
        Reading reading = dialect.read(new Input(List.of(source), sources, version, Map.of()));
        var errors = new ArrayList<Fault>();
        for (Problem problem : reading.problems()) {
            if (problem.kind() == Problem.Kind.REFUSED) {
                errors.add(new Fault(true, problem.span().line(), problem.message()));
            }
        }
        for (Finding finding : Examination.of(reading, Settings.standard()).findings()) {
            if (finding.severity() == Severity.ERROR) {
                errors.add(new Fault(false, finding.span().line(), finding.message()));
            }
        }
        return errors;
    }

    private static String base(String name) throws IOException {
        try (InputStream in = Acceptance.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " beside " + Acceptance.class);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

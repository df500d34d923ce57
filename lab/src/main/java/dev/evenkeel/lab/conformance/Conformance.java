package dev.evenkeel.lab.conformance;

import dev.evenkeel.lab.conformance.Experiment.Result;
import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.StandIns;
import dev.evenkeel.loopback.Verdict.Different;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Generated configurations and requests, predicted and sent through the real programs:
/// `lab/conformance [COUNT] [REQUESTS] [SEED] [DIALECT] [PROGRAM]`. Without a dialect both are
/// tried, with all programs that can be had, and `docs/exactness.md` is written.
final class Conformance {
    private static final int DOORS = 40;
    private static final int STAND_INS = 100;
    private static final int REPORTED_MAX = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StandIns standIns;
    private final Program program;
    private final Tally tally = new Tally();
    private final List<String> reports = new ArrayList<>();

    Conformance(Program program, StandIns standIns) {
        this.program = program;
        this.standIns = standIns;
    }

    static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        var programs = new ArrayList<Program>();
        if (arguments.length > 4) {
            programs.add(Program.asked(arguments[3], List.of(arguments[4])));
        } else if (arguments.length > 3) {
            programs.addAll(Program.installed(arguments[3], System.getenv()).stream().toList());
        } else {
            programs.addAll(Programs.all());
        }
        var finished = new ArrayList<Conformance>();
        try (StandIns standIns = openStandIns()) {
            for (Program program : programs) {
                var conformance = new Conformance(program, standIns);
                conformance.run(seed, count, requests);
                conformance.print();
                finished.add(conformance);
            }
        }
        if (arguments.length < 4) {
            ExactnessPage.write(finished, count, requests, seed);
        }
        if (finished.stream().anyMatch(each -> each.tally.all.different > 0)) {
            System.exit(1);
        }
    }

    static StandIns openStandIns() throws IOException {
        return StandIns.open(DOORS, STAND_INS, true);
    }

    Program program() {
        return program;
    }

    Tally tally() {
        return tally;
    }

    /// What was different, made small: a text for each.
    List<String> reports() {
        return List.copyOf(reports);
    }

    /// Runs the cases of so many seeds.
    void run(long seed, int count, int requests) throws IOException {
        Generator generator = Generators.of(program.dialect());
        for (long each = seed; each < seed + count; each++) {
            Case trial = generator.of(each, requests, standIns);
            List<Result> results = Experiment.run(program, trial, standIns);
            results.forEach(tally::add);
            for (Result result : results) {
                if (result.verdict() instanceof Different) {
                    report(trial, result);
                    break;
                }
            }
        }
    }

    private void report(Case trial, Result result) throws IOException {
        if (reports.size() >= REPORTED_MAX) {
            return;
        }
        Shrinking.Small small = Shrinking.of(program, standIns, trial, result, PATIENCE);
        var report = new StringBuilder();
        report.append(program).append(", seed ").append(trial.plan()).append('\n');
        report.append(small.result().verdict()).append('\n');
        for (Call call : small.trial().calls()) {
            report.append("  ").append(call).append('\n');
        }
        small.trial()
                .text()
                .lines()
                .forEach(line -> report.append("    ").append(line).append('\n'));
        for (Map.Entry<String, String> file : small.trial().files().entrySet()) {
            if (small.trial().text().contains(file.getKey())) {
                report.append("  ").append(file.getKey()).append(":\n");
                file.getValue()
                        .lines()
                        .forEach(line -> report.append("    ").append(line).append('\n'));
            }
        }
        reports.add(report.toString());
    }

    private void print() {
        System.out.println(summary());
        tally.reasons.forEach((why, count) -> System.out.println("  open, " + count + ": " + why));
        reports.forEach(System.out::println);
    }

    String summary() {
        return "%s: %d requests compared, %d different, %d left open"
                .formatted(program, tally.all.compared, tally.all.different, tally.all.open);
    }
}

package dev.evenkeel.lab.conformance;

import dev.evenkeel.lab.conformance.BothSides.Ending;
import dev.evenkeel.lab.conformance.BothSides.NotSendable;
import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.RealProxy;
import dev.evenkeel.loopback.StandIns;
import dev.evenkeel.loopback.Verdict;
import dev.evenkeel.loopback.Verdict.Different;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.RoutingComparison;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Difference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/// Differences that are told of generated changes, seen with the real programs: the request that is
/// to show a difference is sent to a program with the configuration before and to one with that
/// after: `lab/run conformance.Witnessed [COUNT] [SEED] [DIALECT]`.
final class Witnessed {
    private static final int REPORTED_MAX = 10;

    /// Comparing all requests of large ones takes long.
    private static final int RULES_MAX = 8;

    /// How many differences of one change are tried.
    private static final int SAMPLED = 10;

    /// How often a configuration is changed in search of a change that requests feel.
    private static final int CHANGES_MAX = 6;

    /// How many configurations are tried for one difference.
    private static final int PATIENCE = 40;

    private final Program program;
    private final StandIns standIns;
    private final List<String> reports = new ArrayList<>();
    private final Map<String, Integer> notSent = new TreeMap<>();
    private final Map<String, Integer> hidden = new TreeMap<>();
    private int pairs;
    private int sent;
    private int open;

    Witnessed(Program program, StandIns standIns) {
        this.program = program;
        this.standIns = standIns;
    }

    static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<String> dialects =
                arguments.length > 2 ? List.of(arguments[2]) : List.of("haproxy", "nginx");
        boolean sound = true;
        try (StandIns standIns = Conformance.openStandIns()) {
            for (String dialect : dialects) {
                Program program = Program.installed(dialect, System.getenv()).orElseThrow();
                var witnessed = new Witnessed(program, standIns);
                witnessed.run(seed, count);
                System.out.println(witnessed.summary());
                witnessed.reports().forEach(System.out::println);
                sound &= witnessed.reports().isEmpty();
            }
        }
        if (!sound) {
            System.exit(1);
        }
    }

    /// What was not as told, as texts.
    List<String> reports() {
        return List.copyOf(reports);
    }

    /// How many differences were seen on both sides as told.
    int sent() {
        return sent;
    }

    String summary() {
        var summary = new StringBuilder();
        summary.append(
                ("%s: %d differences of %d changes were sent to both sides, %d of them with an open"
                                + " end; %d exceptions")
                        .formatted(program, sent, pairs, open, reports.size()));
        notSent.forEach((why, count) ->
                summary.append("\n  not sent, ").append(count).append(": ").append(why));
        hidden.forEach((why, count) ->
                summary.append("\n  not to be seen from outside, ")
                        .append(count)
                        .append(": ")
                        .append(why));
        return summary.toString();
    }

    /// Sends so many differences, of configurations from this seed on.
    void run(long seed, int count) throws IOException {
        Generator generator = Generators.of(program.dialect(), RULES_MAX);
        long last = seed + (long) count * PATIENCE;
        for (long each = seed; each < last && sent < count; each++) {
            change(generator.of(each, 0, standIns), new Random(each));
        }
    }

    /// One configuration, changed in one place.
    private void change(Case before, Random random) throws IOException {
        LoadBalancer was = Experiment.read(program, before);
        for (int i = 0; i < CHANGES_MAX; i++) {
            String text =
                    random.nextBoolean()
                            ? Twist.of(before.text(), random)
                            : Exchange.of(program.dialect(), before.text(), random);
            Case after = before.withText(text);
            if (text.equals(before.text()) || !isRead(after)) {
                continue;
            }
            RoutingDiff diff = RoutingComparison.of(was, Experiment.read(program, after));
            pairs++;
            var told = new ArrayList<>(diff.differences());
            Collections.shuffle(told, random);
            var sides = new BothSides(program, standIns, before, after);
            for (Difference one : told.subList(0, Math.min(SAMPLED, told.size()))) {
                send(sides, one);
            }
            if (!told.isEmpty() || isTooMuch(diff)) {
                return;
            }
        }
    }

    /// Whether requests could not be followed on one of the sides.
    private static boolean isTooMuch(RoutingDiff diff) {
        return diff.pools().isEmpty();
    }

    private boolean isRead(Case trial) throws IOException {
        try {
            Experiment.read(program, trial);
            return true;
        } catch (RealProxy.Refused _) {
            return false;
        }
    }

    private void send(BothSides sides, Difference told) throws IOException {
        BothSides.Seen seen;
        try {
            seen = sides.see(told);
        } catch (NotSendable reason) {
            notSent.merge(Objects.requireNonNull(reason.getMessage()), 1, Integer::sum);
            return;
        } catch (RealProxy.Refused refused) {
            report(sides, told, "the program refuses what we do not: " + refused.getMessage());
            return;
        }
        boolean wrong =
                seen.before().verdict() instanceof Different
                        || seen.after().verdict() instanceof Different;
        if (wrong) {
            report(sides, told, "before: %s%nafter: %s".formatted(seen.before(), seen.after()));
            return;
        }
        if (!seen.differs()) {
            String why = Hidden.why(seen);
            if (why.isEmpty()) {
                report(sides, told, "both sides did the same: " + seen.before());
            } else {
                hidden.merge(why, 1, Integer::sum);
            }
            return;
        }
        sent++;
        open += isOpen(seen.before()) || isOpen(seen.after()) ? 1 : 0;
    }

    private static boolean isOpen(Ending ending) {
        return ending.verdict() instanceof Verdict.Open;
    }

    private void report(BothSides sides, Difference told, String what) {
        if (reports.size() < REPORTED_MAX) {
            reports.add(
                    "%s, %s%n%s%n  told before: %s at %s%n  told after: %s at %s%n%s"
                            .formatted(
                                    sides.plan(),
                                    new Call(told.witness().request(), true),
                                    what,
                                    words(told.before().outcome()),
                                    told.before().decidedBy(),
                                    words(told.after().outcome()),
                                    told.after().decidedBy(),
                                    sides.changed()));
        }
    }

    private static String words(Outcome outcome) {
        return outcome instanceof Outcome.Forward forward
                ? "pool %s, status %d, servers %s"
                        .formatted(forward.name(), forward.status(), forward.servers())
                : outcome.toString();
    }
}

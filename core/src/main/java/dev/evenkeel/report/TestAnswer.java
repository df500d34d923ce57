package dev.evenkeel.report;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.verify.Aim;
import dev.evenkeel.verify.Reach;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Status;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What became of a file of tests. `evenkeel` is our own version, `tests` the file as its user
/// named it, `reach` what its requests reach (`null`: nobody asked).
public record TestAnswer(
        String evenkeel, String tests, Tested tested, List<Result> results, @Nullable Reach reach) {
    /// The configuration that was tested: its name as the user gave it, its main files, how much
    /// was understood, and what must not be shown of it.
    public record Tested(
            String name,
            LoadBalancer balancer,
            List<String> files,
            Coverage coverage,
            Secrets secrets) {
        public Tested {
            files = List.copyOf(files);
        }
    }

    public TestAnswer {
        results = List.copyOf(results);
    }

    /// The tests that did not pass: those that fail before those that are not proven.
    List<Result> bad() {
        var bad = new ArrayList<Result>();
        for (Status status : List.of(Status.FAILED, Status.DISAGREES, Status.NOT_PROVEN)) {
            results.stream().filter(result -> result.status() == status).forEach(bad::add);
        }
        return bad;
    }

    int count(Status status) {
        return (int) results.stream().filter(result -> result.status() == status).count();
    }

    /// A text of ours, or a value of a request or a configuration, as people may see it.
    String shown(String text) {
        return Columns.visible(Wording.readable(tested.secrets().masked(text)));
    }

    /// The way of a request as `trace` tells it.
    TraceAnswer trace(Traced story) {
        return new TraceAnswer(
                evenkeel,
                tested.balancer(),
                tested.files(),
                tested.coverage(),
                tested.secrets(),
                story);
    }

    /// `2 failed, 1 not proven, 37 passed`
    String tally() {
        var parts = new ArrayList<String>();
        for (Status status :
                List.of(
                        Status.FAILED,
                        Status.DISAGREES,
                        Status.NOT_PROVEN,
                        Status.SKIPPED,
                        Status.PASSED)) {
            int count = count(status);
            if (count > 0) {
                parts.add(Tally.number(count) + " " + status.label());
            }
        }
        return String.join(", ", parts);
    }

    /// `tests reach 12 of 14 rules and pools that requests can reach (85.7 %)`
    static String reached(Reach reach) {
        int all = reach.reached().size() + reach.missed().size();
        double share = Math.floor(1000 * reach.share()) / 10;
        return "tests reach "
                + Tally.number(reach.reached().size())
                + " of "
                + Tally.number(all)
                + " rules and pools that requests can reach ("
                + (share == Math.rint(share) ? "" + (long) share : "" + share)
                + " %)";
    }

    /// An aim in the configuration's own words.
    String words(Aim aim) {
        return Columns.visible(Wording.firstLine(aim.span(), tested.secrets()));
    }
}

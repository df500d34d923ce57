package dev.evenkeel.lab.conformance;

import dev.evenkeel.lab.conformance.Experiment.Result;
import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.RealProxy;
import dev.evenkeel.loopback.StandIns;
import dev.evenkeel.loopback.Verdict;
import dev.evenkeel.loopback.Verdict.Different;
import dev.evenkeel.model.Request;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes a case smaller as long as a difference of the same kind remains: fewer requests, fewer
/// blocks and lines, fewer headers. Bounded in time.
final class Shrinking {
    /// A case, and the one of its requests that was answered otherwise than predicted.
    record Small(Case trial, Result result) {}

    /// How many lines are taken away at once, at first.
    private static final int LINES_MAX = 64;

    private final Program program;
    private final StandIns standIns;
    private final String kind;
    private final long end;
    private Small best;

    private Shrinking(Program program, StandIns standIns, Small large, Duration patience) {
        this.program = program;
        this.standIns = standIns;
        this.kind = kind(large.result());
        this.best = large;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /// A small case with the difference that `result` shows.
    static Small of(
            Program program, StandIns standIns, Case trial, Result result, Duration patience)
            throws IOException {
        var shrinking = new Shrinking(program, standIns, new Small(trial, result), patience);
        shrinking.shrink();
        return shrinking.best;
    }

    /// What must stay the same while a case gets smaller, so that it does not become another one;
    /// empty where nothing is different.
    private static String kind(Result result) {
        if (!(result.verdict() instanceof Different(Verdict.Topic topic, _, _))) {
            return "";
        }
        return String.join(
                " ",
                topic.name(),
                result.prediction().decision().listener().handling().protocol().name(),
                result.prediction().decision().outcome().getClass().getSimpleName(),
                result.prediction().served().getClass().getSimpleName(),
                "" + result.observed().answer().status(),
                "" + result.observed().received().size());
    }

    private void shrink() throws IOException {
        takeCalls();
        for (int before = size() + 1; size() < before; ) {
            before = size();
            takeLines();
            takeCalls();
        }
        takeHeaders();
    }

    private int size() {
        return best.trial().text().length() + best.trial().calls().size();
    }

    /// Only the call that came out otherwise, else as few of those before it as it takes.
    private void takeCalls() throws IOException {
        int last = best.trial().calls().indexOf(best.result().call());
        if (triedCalls(List.of(best.result().call()))) {
            return;
        }
        triedCalls(best.trial().calls().subList(0, last + 1));
        for (int step = Math.max(1, last / 2); step >= 1; step /= 2) {
            for (int from = 0; from < best.trial().calls().size() - 1 && inTime(); ) {
                var fewer = new ArrayList<>(best.trial().calls());
                int to = Math.min(from + step, fewer.size() - 1);
                fewer.subList(from, to).clear();
                from = triedCalls(fewer) ? from : to;
            }
        }
    }

    private void takeLines() throws IOException {
        for (int least = LINES_MAX; least >= 1; least /= 2) {
            for (int from = 0; from < lines().size() && inTime(); ) {
                var fewer = new ArrayList<>(lines());
                int to = Math.max(end(fewer, from), Math.min(fewer.size(), from + least));
                fewer.subList(from, to).clear();
                Case smaller = best.trial().withText(String.join("\n", fewer) + "\n");
                from = tried(smaller) ? from : from + Math.max(1, least / 2);
            }
        }
    }

    private List<String> lines() {
        return best.trial().text().lines().toList();
    }

    /// Behind the block that begins on a line: its braces, or what is indented below it.
    private static int end(List<String> lines, int from) {
        int depth = depth(lines.get(from));
        boolean braces = lines.get(from).endsWith("{");
        int end = from + 1;
        while (end < lines.size() && depth(lines.get(end)) > depth) {
            end++;
        }
        return Math.min(lines.size(), braces ? end + 1 : end);
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == ' ') {
            depth++;
        }
        return line.isEmpty() ? Integer.MAX_VALUE : depth;
    }

    private void takeHeaders() throws IOException {
        for (int i = 0; i < best.result().call().request().headers().size() && inTime(); ) {
            Call call = best.result().call();
            Request request = call.request();
            var headers = new ArrayList<>(request.headers());
            headers.remove(i);
            var fewer =
                    new Request(
                            request.method(),
                            request.host(),
                            request.target(),
                            headers,
                            request.connection());
            var calls = new ArrayList<>(best.trial().calls());
            calls.set(calls.lastIndexOf(call), new Call(fewer, call.fresh()));
            i = triedCalls(calls) ? i : i + 1;
        }
    }

    private boolean inTime() {
        return System.nanoTime() < end;
    }

    private boolean triedCalls(List<Call> calls) throws IOException {
        return tried(best.trial().withCalls(calls));
    }

    /// Whether a smaller case shows a difference of the same kind; it is then the best so far.
    private boolean tried(Case smaller) throws IOException {
        if (!inTime()) {
            return false;
        }
        try {
            for (Result result : Experiment.run(program, smaller, standIns)) {
                if (kind(result).equals(kind)) {
                    best = new Small(smaller, result);
                    return true;
                }
            }
            return false;
        } catch (RealProxy.Refused notLegal) {
            return false;
        }
    }
}

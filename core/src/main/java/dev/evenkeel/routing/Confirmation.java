package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Sends one request through both routers and says whether it ends differently.
final class Confirmation {
    private final Router before;
    private final Router after;
    private final Map<String, String> renames;
    private final Program both;

    /// How a request ended on both sides.
    record Seen(
            RoutingDiff.Witness witness,
            RoutingDiff.Side before,
            RoutingDiff.Side after,
            boolean differs) {}

    Confirmation(Router before, Router after, Map<String, String> renames) {
        this.before = before;
        this.after = after;
        this.renames = renames;
        this.both = after.program().with(before.program());
        both.makeIndexes();
    }

    /// What computes the expressions of either side.
    Program both() {
        return both;
    }

    Seen of(ListenerPairs.Pair pair, Samples.Sample sample, Space space) {
        Map<String, String> files = files(both, pair.any(), sample, space);
        var values = new HashMap<>(sample.given());
        values.putAll(files);
        Map<String, String> numbers =
                UnknownNumbers.of(space.comparisonsOfUnknowns(), sample.given());
        numbers.forEach(values::putIfAbsent);
        var given = new Given(values, Set.of(), false);
        Span somewhere = pair.any().span();
        RoutingDiff.Side was = side(before, pair.before(), sample.request(), given, somewhere);
        RoutingDiff.Side is = side(after, pair.after(), sample.request(), given, somewhere);
        var said = new ArrayList<Assumption>();
        for (String question : space.answers().keySet()) {
            Space.Comparison comparison = space.comparisons().get(question);
            boolean file = comparison != null && comparison.matcher().method().isAboutFiles();
            Space.Comparison open = space.comparisonsOfUnknowns().get(question);
            boolean number =
                    open != null
                            && open.value() instanceof Expression.Unknown unknown
                            && numbers.containsKey(unknown.text());
            if (!file && !number && "true".equals(sample.given().get(question))) {
                said.add(new Assumption(question, somewhere));
            }
        }
        new TreeMap<>(files)
                .forEach((question, answer) -> {
                    if (isNeeded(question, pair, sample.request(), given)) {
                        String no = answer.equals("true") ? "" : ": no";
                        said.add(new Assumption(question + no, somewhere));
                    }
                });
        numbers.forEach((text, number) -> {
            if (isNeeded(text, pair, sample.request(), given)) {
                said.add(new Assumption(text + " is " + number, somewhere));
            }
        });
        space.demands()
                .computed()
                .forEach((coordinate, expression) -> {
                    String value = sample.given().get(coordinate.name());
                    if (value != null
                            && !numbers.containsKey(coordinate.name())
                            && !space.answers().containsKey(coordinate.name())
                            && expression instanceof Expression.Unknown unknown
                            && isNeeded(unknown.text(), pair, sample.request(), given)) {
                        String text = unknown.text() + " is " + value;
                        said.add(new Assumption(text, unknown.span()));
                    }
                });
        var witness = new RoutingDiff.Witness(sample.request(), said);
        return new Seen(witness, was, is, differs(was, is));
    }

    /// Whether a request ends otherwise on a side when that value is not said.
    private boolean isNeeded(String what, ListenerPairs.Pair pair, Request request, Given given) {
        var values = new HashMap<>(given.values());
        values.remove(what);
        var without = new Given(values, given.files(), given.onlyFiles());
        Span somewhere = pair.any().span();
        return !side(before, pair.before(), request, given, somewhere)
                        .outcome()
                        .equals(side(before, pair.before(), request, without, somewhere).outcome())
                || !side(after, pair.after(), request, given, somewhere)
                        .outcome()
                        .equals(side(after, pair.after(), request, without, somewhere).outcome());
    }

    /// What must be so for a sample to be in its set, of things that are not known before run time.
    static Given given(Program program, Listener listener, Samples.Sample sample, Space space) {
        var values = new HashMap<>(sample.given());
        values.putAll(files(program, listener, sample, space));
        UnknownNumbers.of(space.comparisonsOfUnknowns(), sample.given())
                .forEach(values::putIfAbsent);
        return new Given(values, Set.of(), false);
    }

    /// Whether the files exist that this request asks for: the answer to each question.
    private static Map<String, String> files(
            Program program, Listener listener, Samples.Sample sample, Space space) {
        var files = new HashMap<String, String>();
        var state = new RequestState(sample.request(), listener.endpoints());
        var values = new Values(program, state, sample.given(), _ -> {});
        space.comparisons()
                .forEach((text, comparison) -> {
                    if (comparison.matcher().method().isAboutFiles()) {
                        String path = values.one(comparison.value());
                        String kind = comparison.matcher().patterns().getFirst().text();
                        if (path != null) {
                            files.put(
                                    Walk.fileQuestion(path, kind, listener.span()),
                                    sample.given().getOrDefault(text, "false"));
                        }
                    }
                });
        return files;
    }

    private static RoutingDiff.Side side(
            Router router,
            @Nullable Listener listener,
            Request request,
            Given given,
            Span somewhere) {
        if (listener == null) {
            return new RoutingDiff.Side(null, new Outcome.Close("nobody listens"), somewhere, null);
        }
        Decision decision = router.decide(listener, request, given, false);
        return new RoutingDiff.Side(
                listener, decision.outcome(), decision.decidedBy(), decision.received());
    }

    private boolean differs(RoutingDiff.Side was, RoutingDiff.Side is) {
        return switch (was.outcome()) {
            case Outcome.Forward forward ->
                    is.outcome() instanceof Outcome.Forward other
                            ? differs(forward, other) || !same(was.received(), is.received())
                            : !(is.outcome() instanceof Outcome.Undetermined);
            case Outcome.Undetermined _ -> false;
            default ->
                    !(is.outcome() instanceof Outcome.Undetermined)
                            && !was.outcome().equals(is.outcome());
        };
    }

    private boolean differs(Outcome.Forward was, Outcome.Forward is) {
        return !renames.getOrDefault(was.name(), was.name()).equals(is.name())
                || was.status() != is.status()
                || !was.servers().equals(is.servers());
    }

    /// Whether a server receives the same method, host and target.
    private static boolean same(@Nullable Request was, @Nullable Request is) {
        if (was == null || is == null) {
            return was == null && is == null;
        }
        return was.method().equals(is.method())
                && was.host().equals(is.host())
                && was.target().equals(is.target());
    }
}

package dev.evenkeel.cli;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.loopback.Answered;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.Stage;
import dev.evenkeel.loopback.Verdict;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Pool;
import dev.evenkeel.predict.ListenerChoice;
import dev.evenkeel.predict.Listeners;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.text.Source;
import dev.evenkeel.verify.Answer;
import dev.evenkeel.verify.Clause;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.ModelOracle;
import dev.evenkeel.verify.Oracle;
import dev.evenkeel.verify.Seen;
import dev.evenkeel.verify.Tally;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says what a real program does that runs here, in front of stand-in servers. Requests of which a
/// server is expected meet a program that was just started, as its balancing counts; the others
/// share one.
final class RealOracle implements Oracle, AutoCloseable {
    /// What a stand-in answers.
    private static final int STAND_IN = 200;

    private final Program program;
    private final Input input;
    private final ModelOracle model;
    private final Listeners listeners;
    private final Map<Given, Stage> stages = new HashMap<>();

    /// `model` is that of the configuration as it is written.
    RealOracle(Program program, Input input, ModelOracle model) {
        this.program = program;
        this.input = input;
        this.model = model;
        this.listeners = Listeners.of(model.balancer());
    }

    /// The program does not run with the configuration here.
    static final class NotRunning extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotRunning(String why) {
            super(why, null, false, false);
        }
    }

    @Override
    public synchronized Answer answer(Expectation.OfRequest request) {
        ListenerChoice choice = listeners.choose(request.asked().entry());
        if (choice instanceof ListenerChoice.Open(String why)) {
            return new Answer.Untold(why);
        }
        var chosen = (ListenerChoice.Chosen) choice;
        try {
            if (!request.clauses().stream().anyMatch(RealOracle::isOfServers)) {
                Stage stage = stages.get(request.given());
                if (stage == null) {
                    stage = open(request.given());
                    stages.put(request.given(), stage);
                }
                return answer(stage, request, chosen);
            }
            try (Stage stage = open(request.given())) {
                return answer(stage, request, chosen);
            }
        } catch (IOException e) {
            return new Answer.Unasked(program + " cannot be asked: " + e.getMessage());
        }
    }

    @Override
    public synchronized Tally tally(
            Listener listener, RequestSet.Example example, Pool pool, int requests) {
        var hits = new int[pool.servers().size()];
        try (Stage stage = open(example.given())) {
            for (int i = 0; i < requests; i++) {
                Answered answered = stage.answer(listener, example.request());
                var arrived =
                        answered instanceof dev.evenkeel.loopback.Seen seen ? seen.arrived() : null;
                if (arrived == null || !arrived.pool().equals(pool.name())) {
                    return new Tally.Uncounted("a request for it went elsewhere");
                }
                hits[index(pool, arrived.server())]++;
            }
        } catch (IOException e) {
            return new Tally.Uncounted(program + " cannot be asked: " + e.getMessage());
        }
        return new Tally.Counted(Arrays.stream(hits).boxed().toList());
    }

    private static int index(Pool pool, String server) {
        for (int i = 0; i < pool.servers().size(); i++) {
            if (pool.servers().get(i).name().equals(server)) {
                return i;
            }
        }
        throw new IllegalStateException("no server " + server + " in pool " + pool.name());
    }

    private static boolean isOfServers(Clause clause) {
        return clause instanceof Clause.ServedBy || clause instanceof Clause.ServedByAnyOf;
    }

    private Stage open(Given given) {
        return switch (Stage.open(program, input, given)) {
            case Stage.Opened(Stage stage) -> stage;
            case Stage.NotOpened(String why, _) -> throw new NotRunning(why);
        };
    }

    private Answer answer(
            Stage stage, Expectation.OfRequest request, ListenerChoice.Chosen chosen) {
        return switch (stage.answer(chosen.listener(), request.asked().at(chosen))) {
            case Answered.Unasked(String why) -> new Answer.Unasked(why);
            case dev.evenkeel.loopback.Seen seen -> {
                String disagreement =
                        seen.agreement() instanceof Verdict.Different different
                                ? Source.bytes(different.toString())
                                : "";
                Seen told = seen(seen);
                if (seen.agreement() instanceof Verdict.Same && isByAddress(told.pool())) {
                    told = withServers(told, request);
                }
                yield new Answer.Told(
                        List.of(new Answer.Possibility(told, List.of())), disagreement);
            }
        };
    }

    /// Where a server stands on a hash ring may depend on its address, and here it has another.
    /// What the program does with those is as predicted; so with the written ones the model's word
    /// counts.
    private boolean isByAddress(@Nullable String pool) {
        return model.balancer().pools().stream()
                .filter(known -> known.name().equals(pool))
                .anyMatch(known ->
                        known.balancing().algorithm() instanceof Algorithm.Hash(_, var form)
                                && form.placement() == Algorithm.Placement.RING);
    }

    private Seen withServers(Seen seen, Expectation.OfRequest request) {
        if (!(model.answer(request) instanceof Answer.Told(List<Answer.Possibility> ways, _))
                || ways.size() != 1) {
            return seen;
        }
        return new Seen(
                seen.ending(),
                seen.pool(),
                ways.getFirst().seen().servers(),
                seen.status(),
                seen.location(),
                seen.received());
    }

    private static Seen seen(dev.evenkeel.loopback.Seen seen) {
        var arrived = seen.arrived();
        if (arrived != null) {
            var server =
                    new Seen.Servers(List.of(arrived.server()), Seen.Servers.Certainty.OBSERVED);
            int status = seen.status() == STAND_IN ? 0 : seen.status();
            return new Seen(
                    Seen.Ending.FORWARD, arrived.pool(), server, status, null, arrived.request());
        }
        String location = seen.location();
        Seen.Ending ending =
                seen.status() == 0
                        ? Seen.Ending.CLOSE
                        : location.isEmpty() ? Seen.Ending.RESPOND : Seen.Ending.REDIRECT;
        return new Seen(
                ending,
                null,
                Seen.Servers.NONE,
                seen.status(),
                location.isEmpty() ? null : location,
                null);
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (Stage stage : stages.values()) {
            try {
                stage.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        stages.clear();
        if (failed != null) {
            throw failed;
        }
    }
}

package dev.evenkeel.lab.conformance;

import dev.evenkeel.lab.conformance.Experiment.Result;
import dev.evenkeel.loopback.Answer;
import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Observed;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.RealProxy;
import dev.evenkeel.loopback.StandIns;
import dev.evenkeel.loopback.StandIns.Received;
import dev.evenkeel.loopback.Verdict;
import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Outcome.Forward;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Difference;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration before and after a change. Each request is sent to fresh processes of the real
/// program.
final class BothSides {
    private static final Pattern LOOPBACK = Pattern.compile("\\b127(?:\\.\\d{1,3}){3}\\b");

    /// Where a client may come from that no rule names.
    private static final List<String> SOURCES = List.of("127.0.0.1", "127.5.5.5");

    private final Program program;
    private final StandIns standIns;
    private final Case before;
    private final Case after;

    /// The difference cannot be shown here; the message is why.
    static final class NotSendable extends Exception {
        private static final long serialVersionUID = 1;

        NotSendable(String why) {
            super(why);
        }
    }

    /// What was told of one side, and what became of the request.
    record Ending(Outcome told, Verdict verdict, Observed observed) {
        /// For people.
        @Override
        public String toString() {
            return verdict instanceof Verdict.Different ? verdict.toString() : observed.toString();
        }
    }

    /// One request on both sides.
    record Seen(Ending before, Ending after) {
        /// Whether what happened is not the same, seen from outside.
        boolean differs() {
            return !face(before.observed()).equals(face(after.observed()));
        }

        private static List<String> face(Observed observed) {
            var face = new ArrayList<String>();
            face.add(String.valueOf(observed.answer().status()));
            face.add(String.valueOf(observed.answer().header("Location")));
            for (Received received : observed.received()) {
                face.add(received.address());
                received.head().lines().filter(Seen::isCompared).forEach(face::add);
            }
            return face;
        }

        private static boolean isCompared(String line) {
            return line.contains(" HTTP/1.") || line.regionMatches(true, 0, "host:", 0, 5);
        }
    }

    BothSides(Program program, StandIns standIns, Case before, Case after) {
        this.program = program;
        this.standIns = standIns;
        this.before = before;
        this.after = after;
    }

    String plan() {
        return before.plan();
    }

    /// The lines that are not the same, for people.
    String changed() {
        var changed = new StringBuilder();
        List<String> was = before.text().lines().toList();
        List<String> is = after.text().lines().toList();
        int head = 0;
        while (head < Math.min(was.size(), is.size()) && was.get(head).equals(is.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(was.size(), is.size()) - head
                && was.get(was.size() - 1 - tail).equals(is.get(is.size() - 1 - tail))) {
            tail++;
        }
        was.subList(head, was.size() - tail)
                .forEach(line -> changed.append("  - ").append(line).append('\n'));
        is.subList(head, is.size() - tail)
                .forEach(line -> changed.append("  + ").append(line).append('\n'));
        return changed.toString();
    }

    /// Sends the request that is to show a difference.
    Seen see(Difference told) throws IOException, NotSendable {
        if (!told.witness().given().isEmpty()) {
            throw new NotSendable("hangs on " + told.witness().given().getFirst().text());
        }
        Request request = told.witness().request();
        String version = request.connection().version();
        if (!version.equals("1.0") && !version.equals("1.1")) {
            throw new NotSendable("is HTTP/" + version);
        }
        Call call = call(told);
        return new Seen(ending(before, told.before(), call), ending(after, told.after(), call));
    }

    /// The request from an address that this machine has, if that changes nothing.
    private Call call(Difference told) throws IOException, NotSendable {
        Request request = told.witness().request();
        String why = "";
        for (String source : sources(request.connection().source())) {
            var call = new Call(from(source, request), true);
            why = other(before, told.before(), call);
            why = why.isEmpty() ? other(after, told.after(), call) : why;
            if (why.isEmpty()) {
                return call;
            }
        }
        throw new NotSendable(why);
    }

    /// Why a side would end otherwise than told; empty when it would not.
    private String other(Case trial, RoutingDiff.Side told, Call call) throws IOException {
        if (told.listener() == null) {
            return "";
        }
        Prediction prediction = Experiment.predicted(program, trial, call);
        Outcome outcome = prediction.decision().outcome();
        if (same(told.outcome(), outcome)) {
            return "";
        }
        if (outcome instanceof Outcome.Undetermined(List<Outcome.Alternative> alternatives)) {
            return "hangs on " + kind(alternatives.getFirst().assumed());
        }
        List<Assumption> assumed = prediction.assumed();
        return assumed.isEmpty()
                ? "comes from an address that this machine has not"
                : "hangs on " + kind(assumed);
    }

    private static String kind(List<Assumption> assumed) {
        return assumed.isEmpty() ? "what is not known" : assumed.getFirst().text();
    }

    private Set<String> sources(String wanted) {
        var sources = new LinkedHashSet<String>();
        if (wanted.startsWith("127.")) {
            sources.add(wanted);
        }
        sources.addAll(SOURCES);
        for (Case side : List.of(before, after)) {
            Matcher named = LOOPBACK.matcher(side.text());
            while (named.find()) {
                sources.add(named.group());
            }
        }
        return sources;
    }

    private static Request from(String source, Request request) {
        Request.Connection connection = request.connection();
        return new Request(
                request.method(),
                request.host(),
                request.target(),
                request.headers(),
                new Request.Connection(
                        source,
                        connection.port(),
                        connection.tls(),
                        connection.sni(),
                        connection.version()));
    }

    private static boolean same(Outcome told, Outcome now) {
        if (told instanceof Forward a && now instanceof Forward b) {
            return a.name().equals(b.name())
                    && a.status() == b.status()
                    && a.servers().equals(b.servers());
        }
        return told.equals(now);
    }

    private Ending ending(Case trial, RoutingDiff.Side told, Call call) throws IOException {
        if (told.listener() == null) {
            return new Ending(told.outcome(), nobodyListens(trial, call), nothing());
        }
        Result result = Experiment.run(program, trial.withCalls(List.of(call)), standIns).getLast();
        return new Ending(told.outcome(), result.verdict(), result.observed());
    }

    private static Observed nothing() {
        return new Observed(Answer.NONE, List.of());
    }

    private Verdict nobodyListens(Case trial, Call call) throws IOException {
        @Nullable Integer open = Experiment.ports(program, trial).stream().findFirst().orElse(null);
        Set<Integer> awaited = open == null ? Set.of() : Set.of(open);
        try (RealProxy _ = RealProxy.start(program, trial.texts(), awaited);
                var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), call.port()));
            return new Verdict.Different(
                    Verdict.Topic.OUTCOME, "nobody listens", "a connection to " + call.port());
        } catch (ConnectException _) {
            return new Verdict.Same();
        }
    }
}

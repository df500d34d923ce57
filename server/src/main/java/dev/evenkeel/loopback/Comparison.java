package dev.evenkeel.loopback;

import dev.evenkeel.loopback.StandIns.Received;
import dev.evenkeel.loopback.Verdict.Different;
import dev.evenkeel.loopback.Verdict.Open;
import dev.evenkeel.loopback.Verdict.Same;
import dev.evenkeel.loopback.Verdict.Topic;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Prediction.Served;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Outcome.Alternative;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Holds what was predicted for a request against what became of it.
public final class Comparison {
    /// What a prediction takes to be so although it differs between releases of one version, so
    /// that the program at hand may not do it.
    private static final String OF_THE_RELEASE = "this release of HAProxy";

    private Comparison() {}

    /// Of what a server received, these headers are held against each other, besides the request
    /// line and `Host`.
    public static Verdict of(Prediction prediction, Observed observed, List<String> headers) {
        Outcome outcome = prediction.decision().outcome();
        Verdict verdict =
                outcome instanceof Outcome.Forward forward
                        ? forwarded(forward, prediction, observed)
                        : answered(outcome, observed);
        boolean requests = prediction.decision().listener().handling().protocol() == Protocol.HTTP;
        if (requests
                && outcome instanceof Outcome.Forward
                && !(verdict instanceof Different)
                && !observed.received().isEmpty()) {
            Verdict arrived =
                    arrived(
                            prediction.decision().received(),
                            observed.received().getFirst(),
                            headers);
            return arrived instanceof Same ? verdict : arrived;
        }
        return verdict instanceof Different(Topic topic, _, _) && topic == Topic.SERVER
                ? unlessAssumed(verdict, prediction)
                : verdict;
    }

    private static Verdict unlessAssumed(Verdict verdict, Prediction prediction) {
        for (Assumption assumption : prediction.assumed()) {
            if (assumption.text().startsWith(OF_THE_RELEASE)) {
                return new Open("not so here: " + assumption.text());
            }
        }
        return verdict;
    }

    private static Verdict forwarded(
            Outcome.Forward forward, Prediction prediction, Observed observed) {
        Protocol protocol = prediction.decision().listener().handling().protocol();
        if (prediction.served() instanceof Served.Refused && protocol == Protocol.TCP) {
            return answered(new Outcome.Close("no server"), observed);
        }
        if (prediction.served() instanceof Served.Refused(int status)) {
            return answer("refused with " + status, status, null, observed);
        }
        if (observed.received().size() != 1) {
            return new Different(Topic.OUTCOME, "pool " + forward.name(), observed.toString());
        }
        String address = observed.received().getFirst().address();
        boolean encrypted = observed.received().getFirst().head().isEmpty();
        int status = forward.status() == 0 ? 200 : forward.status();
        if (observed.answer().status() != status && !encrypted) {
            return new Different(Topic.STATUS, String.valueOf(status), observed.toString());
        }
        return switch (prediction.served()) {
            case Served.By(Server server) -> server(forward, List.of(server), address);
            case Served.ByOneOf(List<Prediction.Candidate> candidates) ->
                    server(
                            forward,
                            candidates.stream()
                                    .filter(candidate -> candidate.probability() > 0)
                                    .map(Prediction.Candidate::server)
                                    .toList(),
                            address);
            case Served.Unknown(List<Server> servers, String why) -> {
                Verdict among = server(forward, servers, address);
                yield among instanceof Same ? new Open(why) : among;
            }
            case Served.Nobody _ ->
                    forward.pool() == null && forward.name().equals(address)
                            ? new Same()
                            : new Different(Topic.SERVER, "nobody of " + forward.name(), address);
            case Served.Later _ -> new Different(Topic.SERVER, "waiting", address);
            case Served.Refused _ -> throw new IllegalStateException("seen above");
        };
    }

    private static Verdict server(Outcome.Forward forward, List<Server> servers, String address) {
        var expected = new ArrayList<String>();
        for (Server server : servers) {
            if (address(server).equals(address)) {
                return new Same();
            }
            expected.add(server.name() + " " + address(server));
        }
        boolean pool =
                forward.pool() != null
                        && forward.pool().servers().stream()
                                .anyMatch(server -> address(server).equals(address));
        return new Different(
                pool ? Topic.SERVER : Topic.OUTCOME, forward.name() + " " + expected, address);
    }

    private static String address(Server server) {
        return server.address().host() + ":" + server.address().port();
    }

    private static Verdict answered(Outcome outcome, Observed observed) {
        return switch (outcome) {
            case Outcome.Answer(int status, String location) ->
                    answer("answer " + status, status, location, observed);
            case Outcome.Serve(String what, int status) ->
                    observed.received().isEmpty()
                                    && (status == 0 || observed.answer().status() == status)
                            ? new Open("serves " + what)
                            : new Different(Topic.OUTCOME, "serves " + what, observed.toString());
            case Outcome.Close(String how) ->
                    observed.received().isEmpty() && observed.answer().status() == 0
                            ? new Same()
                            : new Different(Topic.OUTCOME, "closes: " + how, observed.toString());
            case Outcome.Undetermined(List<Alternative> alternatives) ->
                    undetermined(alternatives, observed);
            case Outcome.Forward forward ->
                    throw new IllegalStateException("no answer: " + forward);
        };
    }

    private static Verdict answer(
            String what, int status, @Nullable String location, Observed observed) {
        String expected = what + (location == null ? "" : " to " + location);
        if (!observed.received().isEmpty()) {
            return new Different(Topic.OUTCOME, expected, observed.toString());
        }
        if (observed.answer().status() != status) {
            return new Different(Topic.STATUS, expected, observed.toString());
        }
        return Objects.equals(location, observed.answer().header("Location"))
                ? new Same()
                : new Different(Topic.LOCATION, expected, observed.toString());
    }

    /// One of the alternatives must have come true.
    private static Verdict undetermined(List<Alternative> alternatives, Observed observed) {
        var why = new ArrayList<String>();
        for (Alternative alternative : alternatives) {
            boolean possible =
                    alternative.outcome() instanceof Outcome.Forward forward
                            ? wentTo(forward, observed)
                            : !(answered(alternative.outcome(), observed) instanceof Different);
            if (possible) {
                alternative.assumed().forEach(assumption -> why.add(assumption.text()));
                return new Open(why.isEmpty() ? "undetermined" : String.join(", ", why));
            }
        }
        return new Different(Topic.OUTCOME, alternatives.toString(), observed.toString());
    }

    private static boolean wentTo(Outcome.Forward forward, Observed observed) {
        if (observed.received().isEmpty()) {
            return observed.answer().status() >= 500;
        }
        String address = observed.received().getFirst().address();
        return forward.pool() == null
                ? forward.name().equals(address)
                : forward.pool().servers().stream()
                        .anyMatch(server -> address(server).equals(address));
    }

    /// What the server received.
    private static Verdict arrived(
            @Nullable Request expected, Received received, List<String> headers) {
        if (expected == null) {
            return new Different(Topic.TARGET, "nothing", received.head());
        }
        String[] lines = received.head().split("\r\n", -1);
        // A target may hold blanks that a proxy wrote there.
        int blank = lines[0].indexOf(' ');
        String method = lines[0].substring(0, blank);
        if (!method.equals(expected.method())) {
            return new Different(Topic.METHOD, expected.method(), method);
        }
        String target = lines[0].substring(blank + 1, lines[0].lastIndexOf(' '));
        if (!target.equals(expected.target())) {
            return new Different(Topic.TARGET, expected.target(), target);
        }
        List<String> host = values(lines, "host");
        // Whoever receives a line takes the blanks off its ends.
        String named = expected.host().strip();
        if (!host.equals(named.isEmpty() ? List.of() : List.of(named))) {
            return new Different(Topic.HOST, expected.host(), host.toString());
        }
        for (String name : headers) {
            var values = new ArrayList<String>();
            for (Request.Header header : expected.headers()) {
                if (header.name().equalsIgnoreCase(name)) {
                    values.add(header.value().strip());
                }
            }
            List<String> got = values(lines, name);
            if (!values.equals(got)) {
                return new Different(Topic.HEADER, name + quoted(values), quoted(got));
            }
        }
        return new Same();
    }

    private static String quoted(List<String> values) {
        return " '" + String.join("' '", values) + "'";
    }

    private static List<String> values(String[] lines, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        var values = new ArrayList<String>();
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].toLowerCase(Locale.ROOT).startsWith(start)) {
                values.add(lines[i].substring(start.length()).strip());
            }
        }
        return values;
    }
}

package dev.evenkeel.verify;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Questions;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.routing.TooMuch;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;
import dev.evenkeel.verify.Seen.Servers.Certainty;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// Makes tests of what a configuration does today: few requests that together reach every rule that
/// decides and every pool, with what becomes of them as expectation.
public final class Generation {
    /// How many requests are tried for one aim.
    private static final int TRIED_MAX = 8;

    /// How a question for a file begins and ends.
    private static final String THE = "the ";

    private static final String EXISTS = " exists";

    private static final char NOT_KNOWN = '\uFFFF';

    private final LoadBalancer balancer;
    private final ModelOracle model;
    private final Aims aims;
    private final Questions questions;
    private final Map<Expectation.OfRequest, Candidate> candidates = new LinkedHashMap<>();

    /// The tests, the aims that no request reaches, and those that none was found for that reaches
    /// them for certain: what becomes of it hangs on what is not known before run time.
    public record Generated(List<TestCase> tests, List<Aim> unreachable, List<Aim> open) {
        public Generated {
            tests = List.copyOf(tests);
            unreachable = List.copyOf(unreachable);
            open = List.copyOf(open);
        }
    }

    /// A request, what becomes of it, and what it reaches.
    private record Candidate(Expectation.OfRequest asked, Seen seen, Set<Aim> reached) {}

    private Generation(LoadBalancer balancer) {
        this.balancer = balancer;
        this.model = ModelOracle.of(balancer);
        this.aims = Aims.withChanges(balancer);
        this.questions = Questions.of(balancer);
    }

    /// Empty when the configuration is too much to be followed in full.
    public static Optional<Generated> of(LoadBalancer balancer) {
        boolean files = Questions.of(balancer).asksForFiles();
        try {
            return Routing.of(balancer, files ? List.of(Generation::namesFile) : List.of())
                    .map(routing -> new Generation(balancer).of(routing));
        } catch (TooMuch _) {
            return Optional.empty();
        }
    }

    /// No file has a path that ends with a slash.
    private static Condition namesFile(Field.Kind path) {
        Span nowhere = Source.of("", "").lineSpan(1);
        var slash = new Matcher.Pattern("/", nowhere);
        var matcher = new Matcher(Matcher.Method.SUFFIX, false, List.of(slash), true);
        return new Condition.Not(new Condition.Match(Expression.field(path), matcher, nowhere));
    }

    private Generated of(Routing routing) {
        Set<Aim> reachable = aims.reachable(balancer, routing);
        Set<Aim> met = new HashSet<>();
        for (Aim aim : aims.all()) {
            if (reachable.contains(aim) && !met.contains(aim)) {
                look(aim, routing, met);
            }
        }
        var unreachable = new ArrayList<Aim>();
        var open = new ArrayList<Aim>();
        for (Aim aim : Aims.of(balancer).all()) {
            if (!met.contains(aim)) {
                (reachable.contains(aim) ? open : unreachable).add(aim);
            }
        }
        var tests = new ArrayList<TestCase>();
        for (Candidate one : cover()) {
            tests.add(test(one));
        }
        return new Generated(tests, unreachable, open);
    }

    /// Looks for a request that reaches an aim.
    private void look(Aim aim, Routing routing, Set<Aim> met) {
        int tried = 0;
        for (Listener listener : balancer.listeners()) {
            for (RequestSet set : sets(aim, listener, routing)) {
                Optional<RequestSet.Example> example = set.example();
                if (example.isEmpty() || tried++ >= TRIED_MAX) {
                    continue;
                }
                Request request = example.get().request();
                for (Given given : given(example.get(), listener)) {
                    Candidate candidate = candidate(request, given, listener);
                    if (candidate != null) {
                        candidates.putIfAbsent(candidate.asked(), candidate);
                        met.addAll(candidate.reached());
                    }
                    if (met.contains(aim)) {
                        return;
                    }
                }
            }
        }
    }

    /// What a test can say of things that are not known before run time: nothing, else the values
    /// that somebody asks for, else which files there are.
    private List<Given> given(RequestSet.Example example, Listener listener) {
        var all = new ArrayList<Given>();
        all.add(Given.nothing());
        Map<String, String> values = new HashMap<>();
        example.given()
                .values()
                .forEach((text, value) -> {
                    if (questions.asks(text) && isText(text) && isText(value) && !value.isEmpty()) {
                        values.put(text, value);
                    }
                });
        if (!values.isEmpty()) {
            all.add(new Given(values, Set.of(), false));
        }
        if (questions.asksForFiles()) {
            all.add(new Given(values, Set.of(), true));
            all.addAll(files(example.request(), values, listener));
        }
        return all;
    }

    /// The files that must be there for each way in which a request may end.
    private List<Given> files(Request request, Map<String, String> values, Listener listener) {
        var all = new ArrayList<Given>();
        var known = new Given(values, Set.of(), false);
        Expectation.OfRequest asked = asked(request, known, listener);
        if (asked == null || !(model.answer(asked) instanceof Answer.Told(var ways, _))) {
            return all;
        }
        for (Answer.Possibility way : ways.subList(0, Math.min(TRIED_MAX, ways.size()))) {
            Set<String> files = new HashSet<>();
            for (Assumption assumption : way.assumed()) {
                String file = file(assumption.text());
                if (!file.isEmpty() && isText(file)) {
                    files.add(file);
                }
            }
            all.add(new Given(values, files, true));
        }
        return all;
    }

    /// The path that a question asks for, with a slash behind a directory; empty when it asks for
    /// something else.
    private static String file(String question) {
        if (!question.startsWith(THE) || !question.endsWith(EXISTS)) {
            return "";
        }
        int kind = question.indexOf(' ', THE.length());
        int end = question.length() - EXISTS.length();
        if (kind < 0 || kind >= end) {
            return "";
        }
        String path = question.substring(kind + 1, end);
        boolean directory = question.startsWith("directory", THE.length());
        return directory && !path.endsWith("/") ? path + "/" : path;
    }

    private List<RequestSet> sets(Aim aim, Listener listener, Routing routing) {
        var sets = new ArrayList<RequestSet>();
        if (aim.isPool()) {
            List<Routing.End> ends =
                    routing.ends(
                            listener,
                            routing.all(listener),
                            (pool, computed) -> computed || aim.name().equals(pool));
            ends.forEach(end -> sets.add(end.requests()));
        }
        for (Rule rule : aim.rules()) {
            RequestSet reaching = routing.reaching(listener, rule);
            sets.add(reaching);
            if (questions.asksForFiles()) {
                sets.add(reaching.and(routing.asked(listener, 0)));
            }
        }
        return sets;
    }

    /// `null` when what becomes of it is not known, or it cannot be written down.
    private @Nullable Candidate candidate(Request request, Given given, Listener listener) {
        Expectation.OfRequest asked = asked(request, given, listener);
        if (asked == null
                || !(model.answer(asked) instanceof Answer.Told(List<Answer.Possibility> ways, _))
                || ways.size() != 1) {
            return null;
        }
        Seen seen = ways.getFirst().seen();
        Expectation.OfRequest least = withoutClient(asked, seen);
        return model.prediction(least)
                .map(told -> new Candidate(least, seen, aims.reachedBy(told)))
                .orElse(null);
    }

    /// Without the address of the client where that does not matter.
    private Expectation.OfRequest withoutClient(Expectation.OfRequest asked, Seen seen) {
        Request request = asked.asked().request();
        var said = request.connection();
        var nobody =
                new Request(
                        request.method(),
                        request.host(),
                        request.target(),
                        request.headers(),
                        new Request.Connection(
                                "", said.port(), said.tls(), said.sni(), said.version()));
        var less =
                new Expectation.OfRequest(
                        new Asked(null, asked.asked().entry(), nobody, asked.asked().sniSaid()),
                        asked.given(),
                        List.of());
        boolean same =
                model.answer(less) instanceof Answer.Told(List<Answer.Possibility> ways, _)
                        && ways.size() == 1
                        && ways.getFirst().seen().ending() == seen.ending()
                        && Objects.equals(ways.getFirst().seen().pool(), seen.pool())
                        && ways.getFirst().seen().servers().equals(seen.servers())
                        && ways.getFirst().seen().status() == seen.status()
                        && Objects.equals(ways.getFirst().seen().location(), seen.location())
                        && headers(ways.getFirst().seen()).equals(headers(seen));
        return same ? less : asked;
    }

    private static List<Request.Header> headers(Seen seen) {
        Request received = seen.received();
        return received == null ? List.of() : received.headers();
    }

    /// The request as a user would write it, so that it comes to just this listener.
    private Expectation.@Nullable OfRequest asked(Request request, Given given, Listener listener) {
        if (!isWritable(request)) {
            return null;
        }
        var connection = request.connection();
        Entry.Security security = connection.tls() ? Entry.Security.TLS : Entry.Security.PLAIN;
        for (String name : List.of("", listener.name())) {
            var entry = new Entry(name, "", connection.port(), security);
            var sent =
                    new Expectation.OfRequest(
                            new Asked(null, entry, request, !connection.sni().isEmpty()),
                            given,
                            List.of());
            if (listener.equals(model.listener(sent))) {
                return sent;
            }
        }
        return null;
    }

    /// Whether its texts are texts, not just bytes.
    private static boolean isWritable(Request request) {
        boolean good = isText(request.method()) && isText(request.host());
        good &= isText(request.target()) && request.target().startsWith("/");
        for (Request.Header header : request.headers()) {
            good &= isText(header.name()) && isText(header.value());
            good &= !header.name().equalsIgnoreCase("host");
        }
        return good;
    }

    private static boolean isText(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c < ' ' || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return Source.bytes(Source.readable(bytes)).equals(bytes);
    }

    /// Few candidates that together reach all that any of them does: always the one that reaches
    /// most of what is left. Source: Johnson, Approximation Algorithms for Combinatorial Problems,
    /// 1974.
    private List<Candidate> cover() {
        record Gain(Candidate candidate, int count, int number) {}
        var queue =
                new PriorityQueue<Gain>(
                        Comparator.comparingInt((Gain gain) -> -gain.count())
                                .thenComparingInt(Gain::number));
        int number = 0;
        for (Candidate candidate : candidates.values()) {
            queue.add(new Gain(candidate, candidate.reached().size(), number++));
        }
        var chosen = new ArrayList<Candidate>();
        Set<Aim> met = new HashSet<>();
        while (!queue.isEmpty()) {
            Gain best = queue.remove();
            var gained = new LinkedHashSet<>(best.candidate().reached());
            gained.removeAll(met);
            if (gained.isEmpty()) {
                continue;
            }
            // What it gains may have become less since it was put there.
            if (gained.size() < best.count()) {
                queue.add(new Gain(best.candidate(), gained.size(), best.number()));
                continue;
            }
            chosen.add(best.candidate());
            met.addAll(gained);
        }
        return chosen;
    }

    private TestCase test(Candidate one) {
        Span span = one.reached().isEmpty() ? spanOf(one) : one.reached().iterator().next().span();
        List<Clause> clauses = clauses(one, span);
        var expected = new Expectation.OfRequest(one.asked().asked(), one.asked().given(), clauses);
        return new TestCase(Judged.end(one.seen()), expected, span);
    }

    private Span spanOf(Candidate one) {
        Listener listener = model.listener(one.asked());
        if (listener == null) {
            throw new IllegalStateException("no listener: " + one);
        }
        return listener.span();
    }

    private static List<Clause> clauses(Candidate one, Span span) {
        Seen seen = one.seen();
        var clauses = new ArrayList<Clause>();
        if (seen.ending() == Seen.Ending.FORWARD && seen.pool() != null) {
            clauses.add(new Clause.GoesTo(seen.pool(), span));
        } else {
            clauses.add(new Clause.EndsIn(seen.ending(), span));
        }
        String location = seen.location();
        if (location != null && isSayable(location)) {
            clauses.add(new Clause.LeadsTo(location, span));
        }
        if (seen.status() != 0) {
            clauses.add(new Clause.HasStatus(seen.status(), span));
        }
        List<String> servers = seen.servers().names();
        if (seen.servers().certainty() == Certainty.SETTLED && !servers.isEmpty()) {
            clauses.add(
                    servers.size() == 1
                            ? new Clause.ServedBy(servers.getFirst(), span)
                            : new Clause.ServedByAnyOf(Set.copyOf(servers), span));
        }
        Request received = seen.received();
        if (received != null) {
            rewritten(one.asked().asked().request(), received, clauses, span);
        }
        return clauses;
    }

    private static void rewritten(Request sent, Request received, List<Clause> clauses, Span span) {
        if (!received.method().equals(sent.method()) && isSayable(received.method())) {
            clauses.add(new Clause.ArrivesWithMethod(received.method(), span));
        }
        if (!received.target().equals(sent.target()) && isSayable(received.target())) {
            clauses.add(new Clause.ArrivesAt(received.target(), true, span));
        }
        if (!received.host().equals(sent.host()) && isSayable(received.host())) {
            clauses.add(new Clause.ArrivesForHost(received.host(), span));
        }
        Set<String> before = new HashSet<>();
        sent.headers().forEach(header -> before.add(header.name().toLowerCase(Locale.ROOT)));
        Set<String> told = new HashSet<>();
        for (Request.Header header : received.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!before.contains(name) && told.add(name) && isSayable(header.value())) {
                var clause = new Clause.ArrivesWithHeader(header.name(), header.value(), span);
                Seen seen = new Seen(Seen.Ending.FORWARD, "", Seen.Servers.NONE, 0, null, received);
                // Several lines of one name are not told apart by one of them.
                if (Judged.of(clause, seen).truth() == Judged.Truth.HOLDS) {
                    clauses.add(clause);
                }
            }
        }
    }

    private static boolean isSayable(String value) {
        return !value.isEmpty() && value.indexOf(NOT_KNOWN) < 0 && isText(value);
    }
}

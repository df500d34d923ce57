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
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.routing.TooMuch;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// Makes tests of what a configuration does today: few requests that together reach every rule that
/// decides and every pool, with what becomes of them as expectation, and what each pool is.
public final class Generation {
    /// How many requests are tried for one aim.
    private static final int TRIED_MAX = 8;

    /// How many values are tried in one configuration.
    private static final int PROBES_MAX = 1000;

    /// How many requests a value is put into so that they reach a line.
    private static final int BASES_MAX = 16;

    private final LoadBalancer balancer;
    private final ModelOracle model;
    private final Aims aims;
    private final Questions questions;
    private final Suppositions suppositions;
    private final Map<String, Expression> variables;
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

    /// A request, what becomes of it, what it reaches, and which values it tries.
    private record Candidate(
            Expectation.OfRequest asked, Seen seen, Set<Aim> reached, Set<Tried> tried) {
        Candidate with(Set<Tried> more) {
            var all = new LinkedHashSet<>(tried);
            all.addAll(more);
            return new Candidate(asked, seen, reached, all);
        }

        /// What it is good for.
        Set<Object> gains() {
            var gains = new LinkedHashSet<Object>(reached);
            gains.addAll(tried);
            return gains;
        }
    }

    /// A value that a line looks for, written at `pattern`, or one beside it, and what has it; and
    /// whether the line `changes` the request.
    private record Tried(Span pattern, String value, Expression root, boolean changes) {}

    private Generation(LoadBalancer balancer) {
        this.balancer = balancer;
        this.model = ModelOracle.of(balancer);
        this.aims = Aims.withChanges(balancer);
        this.questions = Questions.of(balancer);
        this.suppositions = new Suppositions(model, questions);
        this.variables = Probes.variables(balancer);
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
        probe(reachable);
        candidates.values().forEach(candidate -> met.addAll(candidate.reached()));
        var unreachable = new ArrayList<Aim>();
        var open = new ArrayList<Aim>();
        for (Aim aim : Aims.of(balancer).all()) {
            if (!met.contains(aim)) {
                (reachable.contains(aim) ? open : unreachable).add(aim);
            }
        }
        var tests = new ArrayList<TestCase>();
        // Two that differed only in what need not be said are the same.
        Set<Expectation> asked = new HashSet<>();
        for (Candidate one : cover()) {
            TestCase test = test(one);
            if (asked.add(test.expectation())) {
                tests.add(test);
            }
        }
        tests.sort(Comparator.comparing(TestCase::span));
        Set<String> pools = new HashSet<>();
        for (Aim aim : reachable) {
            if (aim.isPool()) {
                pools.add(aim.name());
            }
        }
        tests.addAll(PoolTests.of(balancer, pools));
        return new Generated(tests, unreachable, open);
    }

    /// Looks for a request that reaches an aim: first with little said of what is not known before
    /// run time, then with what decides each way in which it may end, then by its values alone.
    private void look(Aim aim, Routing routing, Set<Aim> met) {
        var tried = new ArrayList<Sample>();
        for (Listener listener : balancer.listeners()) {
            for (RequestSet set : sets(aim, listener, routing)) {
                Optional<RequestSet.Example> example = set.example();
                if (example.isPresent() && tried.size() < TRIED_MAX) {
                    var sample = new Sample(example.get(), listener);
                    tried.add(sample);
                    if (isMet(aim, sample, suppositions.of(example.get(), asking(sample)), met)) {
                        return;
                    }
                }
            }
        }
        for (Sample sample : tried) {
            if (isMet(aim, sample, suppositions.ways(sample.example(), asking(sample)), met)) {
                return;
            }
        }
        for (Sample sample : tried) {
            for (Request other : others(sample.example().request(), aim)) {
                var example = new RequestSet.Example(other, sample.example().given());
                var changed = new Sample(example, sample.listener());
                if (isMet(aim, changed, suppositions.of(example, asking(changed)), met)) {
                    return;
                }
            }
        }
        grant(aim, routing, met);
    }

    /// Requests that may be in the same sets, but are written in another way, or ask for the files
    /// that an aim asks for.
    private List<Request> others(Request request, Aim aim) {
        var others = new ArrayList<Request>();
        String target = request.target();
        others.add(with(request, "/" + target));
        if (target.length() > 1 && target.charAt(1) != '%' && target.charAt(1) < 0x80) {
            String escaped = String.format("%%%02X", (int) target.charAt(1));
            others.add(with(request, "/" + escaped + target.substring(2)));
        }
        for (Rule rule : aim.rules()) {
            for (Probes.Probe probe : Probes.of(rule, variables)) {
                Request probed = probe.beside() ? null : Probes.with(request, probe, variables);
                if (probed != null && others.size() < TRIED_MAX) {
                    others.add(probed);
                }
            }
        }
        return others;
    }

    private static Request with(Request request, String target) {
        return new Request(
                request.method(), request.host(), target, request.headers(), request.connection());
    }

    /// One of the requests that may reach an aim.
    private record Sample(RequestSet.Example example, Listener listener) {}

    private Suppositions.Asking asking(Sample sample) {
        return given -> asked(sample.example().request(), given, sample.listener());
    }

    private boolean isMet(Aim aim, Sample sample, List<Given> suppositions, Set<Aim> met) {
        for (Given given : suppositions) {
            keep(candidate(sample.example().request(), given, sample.listener()), met);
            if (met.contains(aim)) {
                return true;
            }
        }
        return false;
    }

    private void keep(@Nullable Candidate candidate, Set<Aim> met) {
        if (candidate != null) {
            candidates.putIfAbsent(candidate.asked(), candidate);
            met.addAll(candidate.reached());
        }
    }

    /// Puts the values that a line looks for into requests that reach others.
    private void grant(Aim aim, Routing routing, Set<Aim> met) {
        var bases = new ArrayList<Candidate>();
        for (Listener listener : balancer.listeners()) {
            Optional<RequestSet.Example> any = routing.all(listener).example();
            Candidate base =
                    any.isEmpty() || bases.size() >= TRIED_MAX
                            ? null
                            : candidate(any.get().request(), Given.nothing(), listener);
            if (base != null) {
                bases.add(base);
            }
        }
        candidates.values().stream().limit(BASES_MAX).forEach(bases::add);
        for (Candidate base : bases) {
            Candidate now = base;
            for (Rule rule : aim.rules()) {
                for (Probes.Probe probe : Probes.of(rule, variables)) {
                    Candidate other = probe.beside() ? null : probed(now, probe);
                    if (other != null && other.reached().contains(aim)) {
                        keep(other, met);
                        return;
                    }
                    now = other == null ? now : other;
                }
            }
        }
    }

    /// Tries the values that lines look for, and values beside them, in requests that reach them.
    private void probe(Set<Aim> reachable) {
        Map<Aim, Candidate> first = new HashMap<>();
        for (Candidate candidate : candidates.values()) {
            candidate.reached().forEach(aim -> first.putIfAbsent(aim, candidate));
        }
        Set<Tried> done = new HashSet<>();
        for (Aim aim : reachable) {
            Candidate base = first.get(aim);
            if (base != null) {
                probe(aim, base, done);
            }
        }
    }

    private void probe(Aim aim, Candidate start, Set<Tried> done) {
        boolean changes = aim.rules().stream().noneMatch(Aim::decides);
        Candidate base = start;
        for (Rule rule : aim.rules()) {
            for (Probes.Probe probe : Probes.of(rule, variables)) {
                Expression root = Probes.root(probe.subject(), variables);
                var tried = new Tried(probe.pattern(), probe.value(), root, changes);
                if (done.size() >= PROBES_MAX || !done.add(tried)) {
                    continue;
                }
                Candidate other = probed(base, probe);
                if (other == null) {
                    continue;
                }
                Set<Tried> all = new LinkedHashSet<>(Set.of(tried));
                // What goes on from here has tried the other values as well.
                boolean further = !probe.beside() && other.reached().contains(aim);
                if (further) {
                    all.addAll(base.tried());
                    all.removeIf(one -> one.root().equals(root) && !one.equals(tried));
                }
                Candidate same = candidates.get(other.asked());
                Candidate known = (same == null ? other : same).with(all);
                candidates.put(known.asked(), known);
                base = further ? known : base;
            }
        }
    }

    private @Nullable Candidate probed(Candidate base, Probes.Probe probe) {
        Listener listener = model.listener(base.asked());
        Request sent = base.asked().asked().request();
        Given given = base.asked().given();
        String unknown = Probes.unknown(probe.subject(), variables);
        Request request = sent;
        if (unknown.isEmpty()) {
            request = Probes.with(sent, probe, variables);
        } else if (questions.asks(unknown) && isText(unknown) && isText(probe.value())) {
            Map<String, String> values = new HashMap<>(given.values());
            values.put(unknown, probe.value());
            given = new Given(values, given.files(), given.onlyFiles());
        } else {
            return null;
        }
        return listener == null || request == null ? null : candidate(request, given, listener);
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
                .map(told -> new Candidate(least, seen, aims.reachedBy(told), Set.of()))
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

    static boolean isText(String bytes) {
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
            queue.add(new Gain(candidate, candidate.gains().size(), number++));
        }
        var chosen = new ArrayList<Candidate>();
        Set<Object> met = new HashSet<>();
        while (!queue.isEmpty()) {
            Gain best = queue.remove();
            var gained = new LinkedHashSet<>(best.candidate().gains());
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
        Span span = spanOf(one);
        boolean whole = one.tried().stream().anyMatch(Tried::changes);
        List<Clause> clauses =
                Observed.clauses(one.asked().asked().request(), one.seen(), whole, span);
        var expected =
                new Expectation.OfRequest(
                        one.asked().asked(), Needed.of(one.asked(), model), clauses);
        return new TestCase(Judged.end(one.seen()), expected, span);
    }

    /// The first line that decides, else one that changes something.
    private Span spanOf(Candidate one) {
        Aim told = null;
        for (Aim aim : one.reached()) {
            if (aim.rules().stream().anyMatch(Aim::decides)) {
                return aim.span();
            }
            told = told == null ? aim : told;
        }
        if (told != null) {
            return told.span();
        }
        Listener listener = model.listener(one.asked());
        if (listener == null) {
            throw new IllegalStateException("no listener: " + one);
        }
        return listener.span();
    }
}

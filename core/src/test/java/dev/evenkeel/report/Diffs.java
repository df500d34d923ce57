package dev.evenkeel.report;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Version;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.Policy;
import dev.evenkeel.predict.Policy.Expectation;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Region;
import dev.evenkeel.routing.Region.Limit;
import dev.evenkeel.routing.Region.Term;
import dev.evenkeel.routing.Router;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Difference;
import dev.evenkeel.routing.RoutingDiff.Obstacle;
import dev.evenkeel.routing.RoutingDiff.Reach;
import dev.evenkeel.routing.RoutingDiff.Witness;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Answers about changes, with everything a change report can tell. What changed for requests is
/// written by hand; how the witnesses end is what the router says.
final class Diffs {
    private static final String BEFORE =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :8080
                http-request set-header Authorization "Bearer hunter2hunter2"
                http-request deny deny_status 403 if { path_beg /internal }
                use_backend auth if { path_beg /login }
                use_backend old if { path_beg /old }
                default_backend web
            backend auth
                server auth1 10.0.2.1:80 check
            backend web
                balance roundrobin
                server web1 10.0.1.1:80 check
                server web2 10.0.1.2:80 check
                server web3 10.0.1.3:80 check
            backend old
                server old1 10.0.3.1:80
            backend käse
                server k1 10.0.4.1:80
            """;

    private static final String AFTER =
            BEFORE.replace("deny deny_status 403", "deny deny_status 429")
                    .replace("set-header Authorization", "set-header X-Shop|s 1\n    #")
                    .replace("use_backend old ", "use_backend ancient ")
                    .replace("backend old", "backend ancient")
                    .replace(
                            "    use_backend auth",
                            "    use_backend web if { path_beg /l }\n    use_backend auth")
                    .replace("balance roundrobin", "balance static-rr\n    timeout server 9s")
                    .replace("10.0.1.1:80 check", "10.0.1.1:80 check weight 5")
                    .replace("10.0.1.3:80 check", "10.0.1.9:80 backup")
                    .replace("10.0.4.1:80", "10.0.4.1:80 weight 7")
                    .replace(":8080", ":9090");

    private Diffs() {}

    static Region region(Limit... limits) {
        return new Region(List.of(limits), true);
    }

    static Limit limit(Field.Kind kind, Term... terms) {
        return new Limit(Field.of(kind), false, List.of(terms), 0);
    }

    static Request request(String target, Request.Header... headers) {
        return new Request(
                "GET",
                "shop.example",
                target,
                List.of(headers),
                new Request.Connection("", 8080, false, "", "1.1"));
    }

    /// A class of requests, shown by one of them.
    record Told(Region region, Request request) {}

    /// Losses, moves, other answers, other shares, a rename and lines in the way.
    static DiffAnswer rich() {
        var login = region(limit(Field.Kind.PATH, new Term.BeginningWith("/login")));
        var internal =
                region(
                        limit(Field.Kind.HOST, new Term.Exactly("shop.example")),
                        limit(Field.Kind.PATH, new Term.BeginningWith("/internal")),
                        limit(Field.Kind.METHOD, new Term.Exactly("POST")),
                        limit(Field.Kind.BODY, new Term.Exactly("Bearer hunter2hunter2")));
        var classes =
                List.of(
                        new Told(login, request("/login")),
                        new Told(
                                internal,
                                request(
                                        "/internal/x",
                                        new Request.Header("X-Tenant", "it's"),
                                        new Request.Header("X-Key", "Bearer hunter2hunter2"))));
        var policy =
                new Policy(Set.of("unreachable-pool", "protocol"), 0.2, 0.05, Expectation.NONE);
        return of(
                "haproxy",
                BEFORE,
                AFTER,
                classes,
                policy,
                new Reach("auth", true, false),
                new Reach("web", true, true),
                new Reach("käse", false, false));
    }

    static DiffAnswer of(
            String dialect,
            String before,
            String after,
            List<Told> classes,
            Policy policy,
            Reach... reaches) {
        Reading was = read(dialect, "lb/before.cfg", before);
        Reading is = read(dialect, "lb/after.cfg", after);
        var differences = new ArrayList<Difference>();
        for (Told one : classes) {
            var place = is.balancer().listeners().getFirst().span();
            var witness =
                    new Witness(
                            one.request(),
                            List.of(new Assumption("the file html/a exists", place)));
            differences.add(
                    new Difference(
                            one.region(),
                            witness,
                            side(was, one.request()),
                            side(is, one.request())));
        }
        boolean none = differences.isEmpty();
        var obstacle =
                new Obstacle(
                        "what a script does is not known", is.balancer().pools().getFirst().span());
        var routing =
                new RoutingDiff(
                        none ? RoutingDiff.Verdict.EQUIVALENT : RoutingDiff.Verdict.DIFFERENT,
                        differences,
                        0,
                        List.of(reaches),
                        none ? List.of() : List.of(obstacle),
                        none
                                ? List.of()
                                : List.of("only requests with header X-Tenant at most once"));
        return answer(was, is, routing, policy);
    }

    static DiffAnswer answer(Reading was, Reading is, RoutingDiff routing, Policy policy) {
        var diff =
                ConfigurationDiff.of(
                        new ConfigurationDiff.Side(was.balancer(), was.coverage()),
                        new ConfigurationDiff.Side(is.balancer(), is.coverage()),
                        routing);
        return new DiffAnswer("0.1.0", diff, side(was), side(is), policy.judge(diff));
    }

    static Reading read(String dialect, String name, String text) {
        return read(dialect, name, text, Dialects.named(dialect).orElseThrow().standardVersion());
    }

    static Reading read(String dialect, String name, String text, Version version) {
        return Dialects.named(dialect)
                .orElseThrow()
                .read(new Input(List.of(Source.of(name, text)), Sources.none(), version, Map.of()));
    }

    private static DiffAnswer.Side side(Reading reading) {
        String name = reading.sources().getFirst().name();
        return new DiffAnswer.Side(
                name, List.of(name), reading.coverage(), Secrets.of(reading.secrets()));
    }

    private static RoutingDiff.Side side(Reading reading, Request request) {
        Listener listener = reading.balancer().listeners().getFirst();
        Decision decision =
                Router.of(reading.balancer()).decide(listener, request, Given.nothing(), false);
        Outcome outcome = decision.outcome();
        return new RoutingDiff.Side(listener, outcome, decision.decidedBy(), decision.received());
    }
}

package dev.evenkeel.report;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Request;
import dev.evenkeel.predict.EndpointChange;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Region;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Difference;
import dev.evenkeel.routing.RoutingDiff.Reach;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Plain words for what a change does, shared by all who write it down.
final class DiffWords {
    private final DiffAnswer answer;
    private final PoolText pools;
    private final Secrets secrets;
    private final Map<String, Reach> reaches = new HashMap<>();

    DiffWords(DiffAnswer answer) {
        this.answer = answer;
        this.secrets = answer.before().secrets().and(answer.after().secrets());
        this.pools = new PoolText(secrets);
        answer.diff().routing().pools().forEach(reach -> reaches.put(reach.pool(), reach));
    }

    /// What must not be shown of either configuration.
    Secrets secrets() {
        return secrets;
    }

    /// A class of requests.
    String region(Difference difference) {
        return secrets.masked(RegionText.of(difference.region()));
    }

    /// Without those that read the same, as they do where several listeners have the same rules.
    List<Difference> distinct(List<Difference> differences) {
        Map<String, Difference> distinct = new LinkedHashMap<>();
        for (Difference difference : differences) {
            String key =
                    String.join(
                            "\n",
                            region(difference),
                            change(difference),
                            difference.before().decidedBy().toString(),
                            difference.after().decidedBy().toString());
            distinct.putIfAbsent(key, difference);
        }
        return List.copyOf(distinct.values());
    }

    /// The request that shows a difference.
    String curl(Difference difference) {
        Region region = difference.region();
        boolean isClientOfInterest =
                !region.exact()
                        || region.limits().stream()
                                .anyMatch(limit -> limit.field().kind() == Field.Kind.SOURCE);
        return CurlText.of(difference.witness().request(), isClientOfInterest, secrets);
    }

    String before(PoolChange change) {
        return pools.before(change);
    }

    String after(PoolChange change) {
        return pools.after(change);
    }

    static String shown(String bytes) {
        return Columns.visible(Wording.readable(bytes));
    }

    /// Changes of pools without those that other facts tell; what is the same of many stands
    /// together.
    List<List<PoolChange>> groups() {
        var told = new ArrayList<PoolChange>();
        for (PoolChange change : answer.diff().pools()) {
            boolean isLoss =
                    change.kind() == PoolChange.Kind.BECAME_UNREACHABLE
                            || (change.kind() == PoolChange.Kind.REMOVED && change.felt());
            if (!isLoss) {
                told.add(change);
            }
        }
        return PoolText.grouped(told, pools);
    }

    /// What follows the name of a pool: ` algorithm: round robin → random`.
    String change(PoolChange change) {
        return switch (change.kind()) {
            case ADDED ->
                    isReached(change, Reach::after) ? " is new" : " is new, no request reaches it";
            case REMOVED ->
                    isReached(change, Reach::before)
                            ? " is gone"
                            : " is gone, no request reached it";
            case BECAME_REACHABLE -> " gets requests now";
            case BECAME_UNREACHABLE -> " becomes unreachable";
            case RENAMED -> " was called `" + pools.before(change) + "`";
            case SERVERS -> ", servers: " + pools.sides(change);
            case WEIGHTS -> ", weights: " + pools.sides(change);
            case ALGORITHM -> ", algorithm: " + pools.sides(change);
            case HEALTH -> ", health checks: " + pools.sides(change);
            case AFFINITY -> ", affinity: " + pools.sides(change);
            case FAILOVER -> ", when a server fails: " + pools.sides(change);
            case PROTOCOL -> ", protocol: " + pools.sides(change);
            case TIMEOUTS -> ", timeouts: " + pools.sides(change);
            case LIMITS -> ", limits: " + pools.sides(change);
        };
    }

    /// Whether requests get there, as far as that is known.
    private boolean isReached(PoolChange change, Predicate<Reach> side) {
        Reach reach = reaches.get(change.pools().name());
        return reach == null || side.test(reach);
    }

    /// What is said behind a change: that nobody wrote it, that nobody feels it.
    static String remarks(PoolChange change) {
        String unwritten = PoolText.isUnwritten(change) ? ", although no line changed" : "";
        return change.felt() || !isQuiet(change) ? unwritten : unwritten + " (makes no difference)";
    }

    /// Whether it should be said that nobody feels a change.
    private static boolean isQuiet(PoolChange change) {
        return switch (change.kind()) {
            case ADDED, REMOVED, RENAMED -> false;
            case BECAME_REACHABLE,
                    BECAME_UNREACHABLE,
                    ALGORITHM,
                    SERVERS,
                    WEIGHTS,
                    HEALTH,
                    AFFINITY,
                    FAILOVER,
                    PROTOCOL,
                    TIMEOUTS,
                    LIMITS ->
                    true;
        };
    }

    /// `pool auth → pool web`; where both end alike, what is not the same about it.
    String change(Difference difference) {
        String before = outcome(difference.before());
        String after = outcome(difference.after());
        if (!before.equals(after)) {
            return before + " → " + after;
        }
        List<String> inner = inner(difference);
        return before + ", " + (inner.isEmpty() ? "decided otherwise" : String.join(", ", inner));
    }

    /// How one side ends.
    String outcome(RoutingDiff.Side end) {
        if (end.listener() == null) {
            return "nobody listens there";
        }
        return end.outcome() instanceof Outcome.Forward forward
                ? "pool `"
                        + Columns.visible(OutcomeText.name(forward))
                        + "`"
                        + OutcomeText.given(forward.status())
                : new OutcomeText(secrets).words(end.outcome());
    }

    /// How a request ends, as what it does.
    String verb(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Forward forward ->
                    "goes to pool `" + Columns.visible(OutcomeText.name(forward)) + "`";
            case Outcome.Answer(int status, String location) ->
                    location == null
                            ? "is answered " + status + " by the balancer"
                            : "is redirected to " + shown(secrets.masked(location));
            case Outcome.Serve _ -> "is answered by the balancer itself";
            case Outcome.Close _ -> "ends without an answer";
            case Outcome.Undetermined _ -> "goes where only the run time decides";
        };
    }

    /// What is not the same although the pool is.
    private List<String> inner(Difference difference) {
        var inner = new ArrayList<String>();
        if (difference.before().outcome() instanceof Outcome.Forward was
                && difference.after().outcome() instanceof Outcome.Forward is
                && !was.servers().equals(is.servers())) {
            inner.add("asked for: " + servers(was) + " → " + servers(is));
        }
        Request had = difference.before().received();
        Request has = difference.after().received();
        if (had != null && has != null) {
            received(had, has, inner);
        }
        return inner;
    }

    private static String servers(Outcome.Forward forward) {
        return forward.servers().isEmpty()
                ? "any server"
                : "server " + shown(String.join(", ", forward.servers()));
    }

    private void received(Request had, Request has, List<String> inner) {
        add(inner, "method", had.method(), has.method());
        add(inner, "host", had.host(), has.host());
        add(inner, "target", had.target(), has.target());
        Set<String> names = new LinkedHashSet<>();
        had.headers().forEach(header -> names.add(header.name()));
        has.headers().forEach(header -> names.add(header.name()));
        for (String name : names) {
            add(inner, "header " + name, value(name, had), value(name, has));
        }
    }

    private void add(List<String> inner, String what, String before, String after) {
        if (!before.equals(after)) {
            boolean hidden = what.startsWith("header ") && Wording.isSensitive(what.substring(7));
            String was = hidden ? Secrets.MASK : secrets.masked(before);
            String is = hidden ? Secrets.MASK : secrets.masked(after);
            inner.add(
                    "the server receives "
                            + shown(what)
                            + " "
                            + (was.isEmpty() ? "nothing" : shown(was))
                            + " → "
                            + (is.isEmpty() ? "nothing" : shown(is)));
        }
    }

    private static String value(String name, Request request) {
        var values = new ArrayList<String>();
        for (Request.Header header : request.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                values.add(header.value());
            }
        }
        return String.join(", ", values);
    }

    /// `*:8080`
    static String address(Endpoint endpoint) {
        String ports =
                endpoint.portFirst() == 0
                        ? ""
                        : endpoint.portFirst() == endpoint.portLast()
                                ? ":" + endpoint.portFirst()
                                : ":" + endpoint.portFirst() + "-" + endpoint.portLast();
        String host = endpoint.host();
        return shown(host.indexOf(':') >= 0 ? "[" + host + "]" + ports : host + ports);
    }

    /// What became of an endpoint.
    static String change(EndpointChange change) {
        String before = words(change, true);
        String after = words(change, false);
        return before.isEmpty() || after.isEmpty() ? before + after : before + " → " + after;
    }

    /// What changed of an endpoint, on one side.
    static String words(EndpointChange change, boolean first) {
        EndpointChange.@Nullable Door door = first ? change.before() : change.after();
        if (door == null) {
            return "";
        }
        return switch (change.kind()) {
            case ADDED -> "opened, leads to " + shown(door.listener().name());
            case REMOVED -> "closed, led to " + shown(door.listener().name());
            case TRANSPORT -> transport(door.endpoint());
            case TIMEOUT ->
                    "waits for clients "
                            + PoolText.time(door.listener().handling().timeouts().client());
        };
    }

    private static String transport(Endpoint endpoint) {
        var words = new ArrayList<String>();
        words.add(endpoint.has(Endpoint.Trait.TLS) ? "TLS" : "no TLS");
        if (endpoint.has(Endpoint.Trait.PROXY_PROTOCOL)) {
            words.add("PROXY protocol");
        }
        if (endpoint.has(Endpoint.Trait.DATAGRAM)) {
            words.add("datagrams");
        }
        return String.join(", ", words);
    }
}

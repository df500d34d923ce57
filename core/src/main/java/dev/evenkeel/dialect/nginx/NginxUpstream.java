package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.nginx.NginxTemplate.Value;
import dev.evenkeel.model.Address;
import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What an `upstream` block says: its servers, the method in force, and what keeps a client at its
/// server. Of several methods nginx uses the last one.
final class NginxUpstream {
    /// Until this version a method that stands behind `keepalive` switches it off.
    private static final Version KEEPALIVE_ANYWHERE = Version.of(1, 29);

    private final NginxVariables variables;
    private final NginxNotes notes;
    private final int portStandard;
    private final List<Server> servers = new ArrayList<>();
    private final List<Affinity> affinities = new ArrayList<>();
    private Algorithm algorithm = new Algorithm.RoundRobin(false);
    private @Nullable NginxDirective method;
    private @Nullable NginxDirective keepalive;
    private @Nullable Span failures;
    private boolean uncounted;
    private boolean zone;

    /// `portStandard` is the port of a server without one.
    NginxUpstream(
            NginxVariables variables, NginxNotes notes, NginxDirective block, int portStandard) {
        this.variables = variables;
        this.notes = notes;
        this.portStandard = portStandard;
        for (NginxDirective line : block.block()) {
            read(line);
        }
        refine();
    }

    List<Server> servers() {
        return servers;
    }

    List<Affinity> affinities() {
        return affinities;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    @Nullable Span algorithmSpan() {
        return method == null ? null : method.span();
    }

    /// Whether all workers share the state of the servers.
    boolean isShared() {
        return zone;
    }

    private void read(NginxDirective line) {
        switch (line.name()) {
            case "server" -> servers.add(server(line));
            case "zone" -> zone = true;
            case "least_conn" -> method(line, new Algorithm.LeastConnections());
            case "ip_hash" -> method(line, sourceHash());
            case "hash" -> method(line, hash(line));
            case "random" -> method(line, random(line));
            case "least_time" -> method(line, new Algorithm.LeastTime(arguments(line)));
            case "keepalive" -> keepalive = line;
            case "sticky" -> affinities.add(sticky(line));
            case "sticky_cookie_insert" ->
                    affinities.add(affinity(Affinity.Kind.COOKIE, line.argument(0), line));
            default -> other(line);
        }
    }

    /// A directive of another module that may be a method of its own.
    private void other(NginxDirective line) {
        boolean chooses =
                switch (line.name()) {
                    case "fair", "consistent_hash", "upstream_jdomain", "jdomain" -> true;
                    case "url_hash", "jvm_route", "queue", "ntlm", "session_sticky" -> true;
                    default -> line.name().startsWith("balancer_by_lua");
                };
        if (chooses && !line.is("queue") && !line.is("ntlm")) {
            notes.unmodelled(line, "how it chooses a server is not modelled");
            method(line, new Algorithm.Unmodelled(line.name()));
        }
    }

    private void method(NginxDirective line, Algorithm chosen) {
        NginxDirective before = method;
        if (before != null) {
            String because = "“" + line.name() + "” further down replaces it";
            notes.ignored(
                    Ignored.Topic.ALGORITHM_OVERRIDDEN,
                    words(before),
                    before.span(),
                    because,
                    line.span());
        }
        NginxDirective pooled = keepalive;
        if (pooled != null && variables.version().compareTo(KEEPALIVE_ANYWHERE) < 0) {
            notes.ignored(
                    Ignored.Topic.ALGORITHM_WITHOUT_EFFECT,
                    words(pooled),
                    pooled.span(),
                    "“" + line.name() + "” stands behind it and switches it off",
                    line.span());
        }
        method = line;
        algorithm = chosen;
    }

    private static String words(NginxDirective line) {
        return line.arguments() == 0 ? line.name() : line.name() + " " + arguments(line);
    }

    private static String arguments(NginxDirective line) {
        return String.join(" ", line.argumentList());
    }

    /// The first three bytes of an IPv4 address, all of an IPv6 address.
    private static Algorithm sourceHash() {
        var form = new Algorithm.Form(Algorithm.Placement.MODULO, "ip_hash", false, 0);
        return new Algorithm.Hash(Expression.field(Field.Kind.SOURCE), form);
    }

    private Algorithm hash(NginxDirective line) {
        Value key = new NginxTemplate(variables, line).value(line.argument(0));
        variables.limit(key, line);
        boolean ring = line.argument(1).equals("consistent");
        var placement = ring ? Algorithm.Placement.RING : Algorithm.Placement.MODULO;
        var form = new Algorithm.Form(placement, ring ? "ketama" : "crc32", false, 0);
        return new Algorithm.Hash(NginxTemplate.textual(key.expression()), form);
    }

    private static Algorithm random(NginxDirective line) {
        if (!line.argument(0).equals("two")) {
            return new Algorithm.RandomDraws(1, "");
        }
        String comparison = line.argument(1);
        return new Algorithm.RandomDraws(2, comparison.isEmpty() ? "least_conn" : comparison);
    }

    private Affinity sticky(NginxDirective line) {
        return switch (line.argument(0)) {
            case "route" -> route(line);
            case "learn" -> affinity(Affinity.Kind.TABLE, "", line);
            default -> cookie(line);
        };
    }

    private static Affinity cookie(NginxDirective line) {
        String name = line.argument(1);
        Field cookie = Field.of(Field.Kind.COOKIE_ANY_CASE, name);
        var bond = Affinity.Bond.of(new Expression.Part(cookie));
        return new Affinity(Affinity.Kind.COOKIE, name, false, line.span(), bond);
    }

    /// Of several variables the first counts that has a value; which one that is, is left open.
    private Affinity route(NginxDirective line) {
        String name = line.argument(1);
        var kind = Affinity.Kind.ROUTE;
        if (line.arguments() != 2) {
            return new Affinity(kind, name, true, line.span());
        }
        Value value = new NginxTemplate(variables, line).value(name);
        variables.limit(value, line);
        var bond = Affinity.Bond.of(value.expression());
        return new Affinity(kind, name, true, line.span(), bond);
    }

    private static Affinity affinity(Affinity.Kind kind, String name, NginxDirective line) {
        return new Affinity(kind, name, false, line.span());
    }

    private Server server(NginxDirective line) {
        var parameters = new NginxServerParameters(line, notes);
        Span counted = parameters.failuresSpan();
        if (counted != null) {
            Span before = failures;
            uncounted |= parameters.failures().max() == 0 || parameters.failures().pause().isZero();
            failures = before == null ? counted : before.to(counted);
        }
        String address = line.argument(0);
        return new Server(
                address,
                NginxAddress.parse(address, portStandard),
                parameters.capacity(),
                parameters.role(),
                parameters.failures().max() == 0 ? Server.Checked.NEVER : Server.Checked.PASSIVELY,
                parameters.identity(servers.size() + 1),
                line.span());
    }

    /// The only server of a pool is used whatever became of earlier requests. A name may stand for
    /// several addresses, which are several servers to nginx.
    private void refine() {
        if (servers.size() == 1) {
            Server only = servers.getFirst();
            if (only.address().kind() != Address.Kind.NAME) {
                servers.set(0, withoutCheck(only));
                Span written = failures;
                if (written != null && !uncounted) {
                    String because = "nginx never takes the only server of a pool out of work";
                    var topic = Ignored.Topic.HEALTH_CHECK;
                    notes.ignored(topic, written.text(), written, because, null);
                }
            }
        }
    }

    static Server withoutCheck(Server server) {
        return new Server(
                server.name(),
                server.address(),
                server.capacity(),
                server.role(),
                Server.Checked.NEVER,
                server.identity(),
                server.span());
    }
}

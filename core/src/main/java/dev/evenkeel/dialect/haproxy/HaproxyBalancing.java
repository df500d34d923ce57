package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The algorithm of a pool: `balance`, `hash-type` and `hash-balance-factor`.
final class HaproxyBalancing {
    private static final Algorithm.Form TABLE =
            new Algorithm.Form(Algorithm.Placement.MODULO, "sdbm", false, 0);

    private final HaproxyContext context;
    private final HaproxySection section;
    private final HaproxySettings settings;
    private final HaproxyExpressions expressions;

    HaproxyBalancing(
            HaproxyContext context,
            HaproxySection section,
            HaproxySettings settings,
            HaproxyExpressions expressions) {
        this.context = context;
        this.section = section;
        this.settings = settings;
        this.expressions = expressions;
    }

    /// How the pool chooses. Threads share their state up to 3.1; since 3.2 each group of threads
    /// takes turns of its own.
    Balancing of(Balancing.Failover failover) {
        HaproxyLine line = settings.line("balance");
        overridden(line);
        Algorithm algorithm = line == null ? standard() : algorithm(line);
        if (!(algorithm instanceof Algorithm.Hash)) {
            withoutHash(line);
        }
        boolean inTurn = algorithm instanceof Algorithm.RoundRobin(boolean fixed) && !fixed;
        Balancing.State state =
                inTurn && context.atLeast(3, 2) ? context.threads : Balancing.State.SHARED;
        return new Balancing(algorithm, state, failover, line == null ? null : line.span());
    }

    private Algorithm standard() {
        return context.atLeast(3, 3)
                ? new Algorithm.RandomDraws(2, "connections")
                : new Algorithm.RoundRobin(false);
    }

    /// Of several lines of one section the last counts.
    private void overridden(@Nullable HaproxyLine last) {
        if (last == null) {
            return;
        }
        for (HaproxyLine line : section.lines()) {
            if (line.is(0, "balance") && line != last) {
                context.ignored.add(
                        new Ignored(
                                Ignored.Topic.ALGORITHM_OVERRIDDEN,
                                text(line),
                                line.span(),
                                "the last balance line of a section counts",
                                last.span()));
            }
        }
    }

    /// A `hash-type` or `hash-balance-factor` line of this section that no hash uses.
    private void withoutHash(@Nullable HaproxyLine balance) {
        for (HaproxyLine line : section.lines()) {
            if (line.is(0, "hash-type") || line.is(0, "hash-balance-factor")) {
                context.ignored.add(
                        new Ignored(
                                Ignored.Topic.ALGORITHM_WITHOUT_EFFECT,
                                text(line),
                                line.span(),
                                "the algorithm of " + section.name() + " is no hash",
                                balance == null ? null : balance.span()));
            }
        }
    }

    private static String text(HaproxyLine line) {
        return line.span().text();
    }

    private Algorithm algorithm(HaproxyLine line) {
        String name = line.word(1);
        if (name.startsWith("hdr(") || name.startsWith("url_param")) {
            if (settings.protocol() != Protocol.HTTP) {
                return ignoredInTcp(line);
            }
        }
        if (name.startsWith("hdr(")) {
            return hash(header(line));
        }
        if (name.startsWith("random")) {
            int open = name.indexOf('(');
            int draws = open < 0 ? 2 : HaproxyQuantities.number(name.substring(open + 1));
            return new Algorithm.RandomDraws(draws == 0 ? 2 : draws, "connections");
        }
        if (name.startsWith("rdp-cookie")) {
            int open = name.indexOf('(');
            String cookie = open < 0 ? "mstshash" : name.substring(open + 1, name.length() - 1);
            return hash(new Expression.Unknown("rdp-cookie(" + cookie + ")", line.span(1)));
        }
        return switch (name) {
            case "" -> standard();
            case "roundrobin" -> new Algorithm.RoundRobin(false);
            case "static-rr" -> new Algorithm.RoundRobin(true);
            case "leastconn" -> new Algorithm.LeastConnections();
            case "first" -> new Algorithm.First();
            case "source" -> source();
            case "uri" ->
                    settings.protocol() == Protocol.HTTP ? hash(uri(line)) : ignoredInTcp(line);
            case "url_param" ->
                    hash(new Expression.Part(Field.of(Field.Kind.QUERY_ARGUMENT, line.word(2))));
            case "hash" -> hash(sample(line));
            default -> {
                context.mark(line, new Support.Unmodelled("this algorithm is not modelled"));
                yield new Algorithm.Unmodelled(text(line));
            }
        };
    }

    /// HAProxy falls back to round robin where there are no HTTP requests.
    private Algorithm ignoredInTcp(HaproxyLine line) {
        HaproxyLine mode = settings.line("mode");
        context.ignored.add(
                new Ignored(
                        Ignored.Topic.ALGORITHM_WITHOUT_EFFECT,
                        text(line),
                        line.span(),
                        "there are no HTTP requests in TCP mode: roundrobin is used instead",
                        mode == null ? null : mode.span()));
        return new Algorithm.RoundRobin(false);
    }

    private Expression sample(HaproxyLine line) {
        try {
            HaproxySample sample = expressions.words(line, 2, HaproxyPlace.POOL_REQUEST);
            context.mark(line, sample.support());
            HaproxyType type = isNumberItself() ? HaproxyType.STR : HaproxyType.BIN;
            return HaproxyConverters.cast(sample.expression(), sample.type(), type);
        } catch (HaproxyRefusal refusal) {
            context.refuse(refusal);
            return new Expression.Unknown(text(line), line.span());
        }
    }

    private static Expression header(HaproxyLine line) {
        String name = line.word(1);
        String header = name.substring("hdr(".length(), Math.max(4, name.length() - 1));
        Expression first =
                new Expression.Converted(
                        new Expression.Part(
                                new Field(Field.Kind.HEADER, header.toLowerCase(Locale.ROOT), 1)),
                        "not-empty",
                        List.of());
        return line.is(2, "use_domain_only")
                ? new Expression.Converted(
                        first, "second-level-domain", List.of(header.toLowerCase(Locale.ROOT)))
                : first;
    }

    /// The URI, cut as the words behind `uri` say: `len N`, `depth N`, `whole`, `path-only`.
    private static Expression uri(HaproxyLine line) {
        var arguments = new ArrayList<String>();
        boolean pathOnly = false;
        boolean whole = false;
        for (int i = 2; i < line.size(); i++) {
            switch (line.word(i)) {
                case "len", "depth" -> {
                    arguments.add(line.word(i));
                    arguments.add(line.word(++i));
                }
                case "path-only" -> pathOnly = true;
                case "whole" -> whole = true;
                default -> {}
            }
        }
        Expression input =
                pathOnly
                        ? new Expression.Converted(
                                Expression.field(Field.Kind.TARGET), "default-to", List.of(""))
                        : Expression.field(Field.Kind.URI);
        if (!whole) {
            arguments.add("before");
            arguments.add("?");
        }
        return arguments.isEmpty()
                ? input
                : new Expression.Converted(input, "beginning", arguments);
    }

    /// The address is a number already, whatever function is named.
    private Algorithm source() {
        Algorithm.Form form = form();
        Expression address = Expression.field(Field.Kind.SOURCE);
        return new Algorithm.Hash(
                new Expression.Converted(address, "address-number", List.of()),
                new Algorithm.Form(
                        form.placement(),
                        "none",
                        form.avalanche(),
                        form.factorPercent(),
                        form.overflow()));
    }

    /// Whether the key is to be a number as text. Until May 2026 it was bytes there, too.
    private boolean isNumberItself() {
        Version version = context.version;
        int patch = version.patch();
        boolean corrected =
                version.atLeast(3, 2)
                        ? !version.is(3, 2) || patch < 0 || patch >= 20
                        : version.is(3, 0) && (patch < 0 || patch > 11);
        return corrected && form().function().equals("none");
    }

    private Algorithm hash(Expression key) {
        return new Algorithm.Hash(key, form());
    }

    private Algorithm.Form form() {
        HaproxyLine line = settings.line("hash-type");
        HaproxyLine factorLine = settings.line("hash-balance-factor");
        int factor = factorLine == null ? 0 : HaproxyQuantities.number(factorLine.word(1));
        if (line == null) {
            return TABLE;
        }
        boolean ring = line.is(1, "consistent");
        String function = line.word(2);
        // A ring without a named function is avalanched; a named one only on demand.
        boolean avalanche = function.isEmpty() ? ring : line.is(3, "avalanche");
        return new Algorithm.Form(
                ring ? Algorithm.Placement.RING : Algorithm.Placement.MODULO,
                function.isEmpty() ? "sdbm" : function,
                avalanche,
                ring ? factor : 0,
                ring ? overflow() : Algorithm.Overflow.NEVER);
    }

    private Algorithm.Overflow overflow() {
        HaproxyLine line = settings.line("hash-preserve-affinity");
        return switch (line == null ? "" : line.word(1)) {
            case "maxconn" -> Algorithm.Overflow.FULL;
            case "maxqueue" -> Algorithm.Overflow.QUEUE_FULL;
            default -> Algorithm.Overflow.NEVER;
        };
    }
}

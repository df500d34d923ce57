package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Handling;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// Makes listeners of sections that take connections: every phase becomes a block, in HAProxy's
/// order, and the choice of a pool follows.
final class HaproxyListeners {
    private final HaproxyContext context;
    private final HaproxySection section;
    private final HaproxySettings settings;
    private final List<HaproxyRules> sources;
    private final Span span;
    private final boolean http;
    private final List<Rule> rules = new ArrayList<>();

    private HaproxyListeners(
            HaproxyContext context,
            HaproxySection section,
            HaproxySettings settings,
            List<HaproxyRules> sources) {
        this.context = context;
        this.section = section;
        this.settings = settings;
        this.sources = sources;
        this.span = section.header().span();
        this.http = settings.protocol() == Protocol.HTTP;
    }

    /// The listener of a section; `sources` are the rules of its defaults section and its own.
    static Listener of(
            HaproxyContext context,
            HaproxySection section,
            HaproxySettings settings,
            List<HaproxyRules> sources) {
        return new HaproxyListeners(context, section, settings, sources).listener();
    }

    private Listener listener() {
        enter(HaproxyPhase.CONNECTION);
        enter(HaproxyPhase.SESSION);
        if (http) {
            rules.add(new HaproxyReception(context.version, refusesRequests(), span).rule());
        }
        enter(HaproxyPhase.CONTENT);
        if (http) {
            monitor();
            enter(HaproxyPhase.REQUEST);
            statistics();
            enter(HaproxyPhase.REDIRECT);
        } else {
            ignored();
        }
        if (!section.isBackend()) {
            withoutServers();
        }
        rules.addAll(all(HaproxyPhase.POOL));
        fallback();
        var block = new Block(section.name(), rules, span);
        var handling =
                new Handling(settings.protocol(), block, HaproxyPools.timeouts(context, settings));
        return new Listener(section.name(), endpoints(), handling, span);
    }

    private boolean refusesRequests() {
        return !settings.has("option accept-invalid-http-request")
                && !settings.has("option accept-unsafe-violations-in-http-request");
    }

    private List<Rule> all(HaproxyPhase phase) {
        return HaproxyRules.all(sources, phase);
    }

    private void enter(HaproxyPhase phase) {
        enter(phase, Condition.ALWAYS, all(phase));
    }

    private void enter(HaproxyPhase phase, Condition when, List<Rule> inner) {
        if (!inner.isEmpty()) {
            rules.add(HaproxyLogic.enter(phase, when, inner));
        }
    }

    /// Settings of pools that stand in a section without servers.
    private void withoutServers() {
        for (HaproxyLine line : section.lines()) {
            boolean algorithm = line.is(0, "balance") || line.is(0, "hash-type");
            if (algorithm || line.is(0, "cookie")) {
                context.ignored.add(
                        new Ignored(
                                algorithm
                                        ? Ignored.Topic.ALGORITHM_WITHOUT_EFFECT
                                        : Ignored.Topic.AFFINITY,
                                line.span().text(),
                                line.span(),
                                "a frontend has no servers",
                                null));
            }
        }
    }

    /// Rules that need HTTP requests, where there are none.
    private void ignored() {
        for (HaproxyPhase phase : HaproxyPhase.values()) {
            List<Rule> without = phase.isHttp() ? all(phase) : List.of();
            if (!without.isEmpty()) {
                HaproxyLine mode = settings.line("mode");
                context.ignored.add(
                        new Ignored(
                                Ignored.Topic.OTHER,
                                phase.block(),
                                without.getFirst().span(),
                                "there are no HTTP requests in TCP mode",
                                mode == null ? null : mode.span()));
            }
        }
    }

    /// `monitor-uri` answers by itself, before any other HTTP rule.
    private void monitor() {
        HaproxyLine line = settings.line("monitor-uri");
        if (line != null) {
            Condition when = on(Field.Kind.TARGET, Matcher.Method.EXACT, line.word(1), line, 1);
            var inner = new ArrayList<Rule>(all(HaproxyPhase.MONITOR));
            var healthy = new Action.Answer(200, null);
            inner.add(new Rule(Condition.ALWAYS, healthy, Rule.Origin.WRITTEN, line.span()));
            enter(HaproxyPhase.MONITOR, when, inner);
        }
    }

    private void statistics() {
        Rule page = HaproxyStatistics.rule(section, all(HaproxyPhase.STATISTICS));
        if (page != null) {
            rules.add(page);
        }
    }

    private static Condition on(
            Field.Kind kind, Matcher.Method method, String text, HaproxyLine line, int word) {
        var pattern = new Matcher.Pattern(text, line.span(word));
        var matcher = new Matcher(method, false, List.of(pattern), true);
        return new Condition.Match(Expression.field(kind), matcher, line.span());
    }

    private void fallback() {
        HaproxyLine line = settings.line("default_backend");
        boolean servers = section.isBackend() && hasServers();
        if (line != null) {
            add(
                    new Action.Forward(Expression.text(line.word(1)), Action.Unresolved.REFUSED),
                    Rule.Origin.FALLBACK,
                    line.span());
            if (servers) {
                context.ignored.add(
                        new Ignored(
                                Ignored.Topic.SERVERS,
                                "the servers of " + section.name(),
                                firstServer(),
                                "default_backend takes every request",
                                line.span()));
            }
        } else if (section.isBackend()) {
            add(
                    new Action.Forward(Expression.text(section.name()), Action.Unresolved.REFUSED),
                    Rule.Origin.FALLBACK,
                    span);
        } else {
            add(
                    http ? new Action.Answer(503, null) : new Action.Close("no pool"),
                    Rule.Origin.IMPLIED,
                    span);
        }
    }

    private void add(Action action, Rule.Origin origin, Span where) {
        rules.add(new Rule(Condition.ALWAYS, action, origin, where));
    }

    private boolean hasServers() {
        return !firstServer().equals(span);
    }

    private Span firstServer() {
        for (HaproxyLine line : section.lines()) {
            if (line.is(0, "server") || line.is(0, "server-template")) {
                return line.span();
            }
        }
        return span;
    }

    private List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>(1);
        for (HaproxyLine line : section.lines()) {
            if (line.is(0, "bind")) {
                HaproxyEndpoints.bind(line, endpoints);
            }
        }
        return endpoints;
    }
}

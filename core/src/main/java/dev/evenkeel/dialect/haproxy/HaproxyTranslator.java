package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.Workers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Makes the neutral model of a configuration: HAProxy's phases become blocks of one routing form.
final class HaproxyTranslator {
    private static final Support SHARED_RULES =
            new Support.Limited(
                    "its rules are not applied to requests that other sections send to it");

    private final HaproxyContext context;
    private final HaproxyReferences references;
    private final HaproxyUses uses;
    private final IdentityHashMap<HaproxySection, HaproxySettings> settings =
            new IdentityHashMap<>();
    private final IdentityHashMap<HaproxySection, HaproxyRules> frontendDefaults =
            new IdentityHashMap<>();
    private final IdentityHashMap<HaproxySection, HaproxyRules> backendDefaults =
            new IdentityHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();

    private HaproxyTranslator(HaproxyContext context) {
        this.context = context;
        this.references = new HaproxyReferences(context);
        this.uses = new HaproxyUses(context);
    }

    /// The model. What HAProxy would refuse, and what is missing, is added to `problems`; lines
    /// that are understood worse than their keyword says are marked in `coverage`.
    static LoadBalancer translate(
            HaproxyConfig config, LineCoverage coverage, HaproxyProblems problems) {
        var context = new HaproxyContext(config, coverage, problems);
        var translator = new HaproxyTranslator(context);
        for (HaproxySection section : config.sections()) {
            if (section.isProxy() && !problems.isFull()) {
                translator.references.add(section, translator.own(section));
            }
        }
        for (HaproxySection section : config.sections()) {
            if (section.isProxy() && !problems.isFull()) {
                translator.add(section);
            }
        }
        if (problems.isFull()) {
            // What is refused a thousand times is no configuration, so there is nothing to model.
            return nothing(config);
        }
        return new LoadBalancer(
                new Target("haproxy", config.version()),
                workers(config),
                translator.listeners,
                translator.pools,
                context.conditions,
                context.tables.all(),
                context.ignored);
    }

    private static LoadBalancer nothing(HaproxyConfig config) {
        return new LoadBalancer(
                new Target("haproxy", config.version()),
                Workers.one(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private HaproxySettings own(HaproxySection section) {
        HaproxySettings known = settings.get(section);
        if (known == null) {
            known = HaproxySettings.of(section, inherited(section.defaults()));
            settings.put(section, known);
        }
        return known;
    }

    private void add(HaproxySection section) {
        HaproxySettings own = own(section);
        references.check(section, own);
        if (own.isDisabled()) {
            disabled(section, own);
            return;
        }
        uses.check(section, own);
        var scope = new HaproxyScope(section, section.name(), section.isFrontend(), own.protocol());
        var reader = new HaproxyReader(context, scope);
        var sources = new ArrayList<HaproxyRules>(2);
        HaproxySection defaults = section.defaults();
        if (defaults != null && context.atLeast(2, 5)) {
            sources.add(defaultRules(defaults, section.isFrontend()));
        }
        sources.add(HaproxyRules.of(reader, section.isFrontend()));
        if (section.isFrontend()) {
            listeners.add(HaproxyListeners.of(context, section, own, sources));
        }
        if (section.isBackend()) {
            Block rules = poolRules(section, own, sources);
            HaproxyAffinities affinities = sources.getLast().affinities();
            pools.add(
                    HaproxyPools.of(context, section, own, rules, reader.expressions, affinities));
            if (section.isFrontend() && references.isNamed(section.name())) {
                context.mark(section.header(), SHARED_RULES);
            }
        }
    }

    /// A pool that is switched off and still named takes requests that no server gets.
    private void disabled(HaproxySection section, HaproxySettings own) {
        if (section.isBackend() && references.isNamed(section.name())) {
            var scope = new HaproxyScope(section, section.name(), false, own.protocol());
            var rules = new Block(section.name(), List.of(), section.header().span());
            var expressions = new HaproxyExpressions(context, scope);
            var none = new HaproxyAffinities();
            Pool pool = HaproxyPools.of(context, section, own, rules, expressions, none);
            pools.add(HaproxyServers.switchedOff(pool));
        }
    }

    /// What requests meet in a pool. A `listen` section has asked its own rules before.
    private static Block poolRules(
            HaproxySection section, HaproxySettings own, List<HaproxyRules> sources) {
        var rules = new ArrayList<Rule>();
        if (!section.isFrontend()) {
            enter(HaproxyPhase.CONTENT, sources, rules);
            if (own.protocol() == Protocol.HTTP) {
                enter(HaproxyPhase.REQUEST, sources, rules);
                List<Rule> inner = HaproxyRules.all(sources, HaproxyPhase.STATISTICS);
                Rule page = HaproxyStatistics.rule(section, inner);
                if (page != null) {
                    rules.add(page);
                }
                enter(HaproxyPhase.REDIRECT, sources, rules);
            }
        }
        rules.addAll(HaproxyRules.all(sources, HaproxyPhase.SERVER));
        return new Block(section.name(), rules, section.header().span());
    }

    private static void enter(HaproxyPhase phase, List<HaproxyRules> sources, List<Rule> into) {
        List<Rule> inner = HaproxyRules.all(sources, phase);
        if (!inner.isEmpty()) {
            into.add(HaproxyLogic.enter(phase, Condition.ALWAYS, inner));
        }
    }

    private HaproxyRules defaultRules(HaproxySection defaults, boolean inFrontend) {
        var known = inFrontend ? frontendDefaults : backendDefaults;
        HaproxyRules rules = known.get(defaults);
        if (rules == null) {
            HaproxySettings own = inherited(defaults);
            var scope =
                    new HaproxyScope(
                            defaults,
                            defaults.name(),
                            false,
                            own == null ? Protocol.TCP : own.protocol());
            rules = HaproxyRules.of(new HaproxyReader(context, scope), inFrontend);
            known.put(defaults, rules);
        }
        return rules;
    }

    private @Nullable HaproxySettings inherited(@Nullable HaproxySection defaults) {
        return defaults == null ? null : own(defaults);
    }

    /// Threads share their state; processes, which exist up to 2.4, do not.
    private static Workers workers(HaproxyConfig config) {
        for (HaproxySection section : config.sections()) {
            if (!section.kind().equals("global")) {
                continue;
            }
            for (HaproxyLine line : section.lines()) {
                if (line.is(0, "nbproc") && HaproxyArguments.isWithin(line.word(1), 4096)) {
                    return new Workers(Integer.parseInt(line.word(1)), line.span());
                }
            }
        }
        return Workers.one();
    }
}

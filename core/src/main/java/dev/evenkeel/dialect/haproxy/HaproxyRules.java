package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Rule;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Sorts the rules of one section by phase. Lines of one family keep their order.
final class HaproxyRules {
    private final HaproxyContext context;
    private final HaproxyReader reader;
    private final HaproxyActions actions;
    private final HaproxyRedirects redirects;
    private final boolean inFrontend;
    private final HaproxyAffinities affinities = new HaproxyAffinities();
    private final Map<HaproxyPhase, List<Rule>> rules = new EnumMap<>(HaproxyPhase.class);

    private HaproxyRules(HaproxyReader reader, boolean inFrontend) {
        this.context = reader.context;
        this.reader = reader;
        this.actions = new HaproxyActions(reader);
        this.redirects = new HaproxyRedirects(reader);
        this.inFrontend = inFrontend;
    }

    /// The rules of the section that a reader reads.
    static HaproxyRules of(HaproxyReader reader, boolean inFrontend) {
        var rules = new HaproxyRules(reader, inFrontend);
        List<HaproxyLine> lines = reader.scope.section().lines();
        for (int i = 0; i < lines.size() && !rules.context.problems.isFull(); i++) {
            try {
                rules.read(lines.get(i), i);
            } catch (HaproxyRefusal refusal) {
                rules.context.refuse(refusal);
            }
        }
        reader.conditions.mark();
        return rules;
    }

    /// The rules of a phase from several sections, one after the other.
    static List<Rule> all(List<HaproxyRules> sources, HaproxyPhase phase) {
        List<Rule> all = List.of();
        for (HaproxyRules source : sources) {
            List<Rule> more = source.of(phase);
            if (all.isEmpty()) {
                all = more;
            } else if (!more.isEmpty()) {
                var both = new ArrayList<Rule>(all.size() + more.size());
                both.addAll(all);
                both.addAll(more);
                all = both;
            }
        }
        return all;
    }

    private List<Rule> of(HaproxyPhase phase) {
        return rules.getOrDefault(phase, List.of());
    }

    private void read(HaproxyLine line, int index) throws HaproxyRefusal {
        switch (line.word(0)) {
            case "http-request" -> action(line, 1, index, HaproxyPhase.REQUEST);
            case "tcp-request" -> {
                switch (line.word(1)) {
                    case "connection" -> action(line, 2, index, HaproxyPhase.CONNECTION);
                    case "session" -> action(line, 2, index, HaproxyPhase.SESSION);
                    case "content" -> action(line, 2, index, HaproxyPhase.CONTENT);
                    default -> {}
                }
            }
            case "http-response", "http-after-response" ->
                    action(line, 1, index, HaproxyPhase.RESPONSE);
            case "tcp-response" -> {
                if (line.is(1, "content")) {
                    action(line, 2, index, HaproxyPhase.RESPONSE);
                }
            }
            case "redirect" -> {
                HaproxyPlace place = HaproxyPhase.REDIRECT.place(inFrontend);
                HaproxyAction redirect = redirects.read(line, 1, false, place);
                add(line, index, HaproxyPhase.REDIRECT, redirect);
            }
            case "use_backend" -> add(line, index, HaproxyPhase.POOL, forward(line));
            case "use-server" -> add(line, index, HaproxyPhase.SERVER, server(line));
            case "monitor" -> {
                if (line.is(1, "fail")) {
                    var unavailable = new Action.Answer(503, null);
                    add(line, index, HaproxyPhase.MONITOR, HaproxyAction.of(unavailable, 2));
                }
            }
            case "stats" -> statistics(line, index);
            case "force-persist", "ignore-persist" ->
                    affinities.persist(
                            line, condition(line, 1, index, HaproxyPlace.POOL_REQUEST, false));
            case "stick" -> stick(line, index);
            default -> {}
        }
    }

    private void action(HaproxyLine line, int at, int index, HaproxyPhase phase)
            throws HaproxyRefusal {
        add(line, index, phase, actions.read(line, at, phase, phase.place(inFrontend)));
    }

    private void add(HaproxyLine line, int index, HaproxyPhase phase, HaproxyAction action)
            throws HaproxyRefusal {
        // Where there are no HTTP requests, their rules are read and never asked.
        boolean asked =
                phase != HaproxyPhase.RESPONSE && (!phase.isHttp() || reader.scope.isHttp());
        boolean matters = asked && action.matters();
        Condition when = condition(line, action.next(), index, phase.place(inFrontend), matters);
        if (phase == HaproxyPhase.RESPONSE) {
            return;
        }
        if (!(action.support() instanceof Support.Understood)) {
            context.mark(line, action.support());
        }
        rules.computeIfAbsent(phase, _ -> new ArrayList<>())
                .add(
                        new Rule(
                                both(when, action.only()),
                                action.action(),
                                Rule.Origin.WRITTEN,
                                line.span()));
    }

    private static Condition both(Condition when, Condition only) {
        if (only instanceof Condition.Always) {
            return when;
        }
        return when instanceof Condition.Always ? only : new Condition.All(List.of(when, only));
    }

    private Condition condition(
            HaproxyLine line, int from, int index, HaproxyPlace place, boolean matters)
            throws HaproxyRefusal {
        return reader.conditions.read(line, from, index, place, matters);
    }

    private HaproxyAction forward(HaproxyLine line) throws HaproxyRefusal {
        HaproxyPlace place = HaproxyPhase.POOL.place(true);
        HaproxyFormat.Text name = reader.formats.read(line, 1, place);
        Action.Unresolved unresolved =
                name.expression() instanceof Expression.Text
                        ? Action.Unresolved.REFUSED
                        : Action.Unresolved.FALLBACK;
        return new HaproxyAction(
                new Action.Forward(name.expression(), unresolved), 2, name.support());
    }

    private HaproxyAction server(HaproxyLine line) throws HaproxyRefusal {
        HaproxyFormat.Text name =
                reader.formats.read(line, 1, HaproxyPhase.SERVER.place(inFrontend));
        return new HaproxyAction(new Action.ChooseServer(name.expression()), 2, name.support());
    }

    /// `stats http-request` and `stats admin`.
    private void statistics(HaproxyLine line, int index) throws HaproxyRefusal {
        if (line.is(1, "admin")) {
            condition(line, 2, index, HaproxyPlace.REQUEST, false);
        } else if (line.is(1, "http-request")) {
            HaproxyPlace place = HaproxyPhase.STATISTICS.place(inFrontend);
            HaproxyAction action = actions.read(line, 2, HaproxyPhase.STATISTICS, place);
            add(line, index, HaproxyPhase.STATISTICS, action);
        }
    }

    /// What is kept of responses is not known.
    private void stick(HaproxyLine line, int index) throws HaproxyRefusal {
        if (line.is(1, "store-response")) {
            affinities.answered(line);
            return;
        }
        if (!line.is(1, "on") && !line.is(1, "match") && !line.is(1, "store-request")) {
            return;
        }
        HaproxyPlace place = HaproxyPlace.POOL_REQUEST;
        HaproxySample key = reader.expressions.words(line, 2, place);
        int next = key.word();
        String table = "";
        if (line.is(next, "table")) {
            table = line.word(next + 1);
            next += 2;
        }
        affinities.stick(line, key, table, condition(line, next, index, place, false));
    }

    /// What binds requests to servers.
    HaproxyAffinities affinities() {
        return affinities;
    }
}

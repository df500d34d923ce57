package dev.evenkeel.report;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.predict.Prediction.Candidate;
import dev.evenkeel.predict.Prediction.Served;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Outcome.Alternative;
import dev.evenkeel.routing.Outcome.Held;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// The answer itself in words: where the request goes, and why just that server.
final class TraceVerdict {
    private static final int INDENTATION = 2;
    private static final int BAR = 20;

    /// How many servers of a distribution are shown.
    private static final int SERVERS_SHOWN = 12;

    private final Style style;
    private final Traced traced;
    private final Secrets secrets;

    TraceVerdict(Style style, Traced traced, Secrets secrets) {
        this.style = style;
        this.traced = traced;
        this.secrets = secrets;
    }

    private Outcome outcome() {
        return traced.prediction().decision().outcome();
    }

    /// `→ pool web, server web1 (10.0.0.1:80)`
    String headline() {
        Served served = traced.prediction().served();
        String words =
                outcome() instanceof Outcome.Forward forward
                        ? "pool "
                                + OutcomeText.name(forward)
                                + served(served, forward)
                                + (served instanceof Served.Refused
                                        ? ""
                                        : OutcomeText.given(forward.status()))
                        : words(outcome());
        return style.bold("→ " + Columns.visible(words));
    }

    /// What becomes of a request, as far as the rules say.
    String words(Outcome outcome) {
        return new OutcomeText(secrets).words(outcome);
    }

    private String masked(String value) {
        return Columns.visible(Wording.readable(secrets.masked(value)));
    }

    private static String served(Served served, Outcome.Forward forward) {
        return switch (served) {
            case Served.Nobody _ ->
                    forward.pool() == null ? ", an address that is looked up at run time" : "";
            case Served.By(var server) -> ", server " + server(server);
            case Served.ByOneOf(var candidates) ->
                    ", one of " + Tally.count(candidates.size(), "server") + " by chance";
            case Served.Later _ -> ", where every server is busy: it waits";
            case Served.Refused(int status) -> ", where no server takes it: " + status;
            case Served.Unknown(var servers, _) ->
                    servers.isEmpty()
                            ? ", server not known"
                            : ", one of " + Tally.count(servers.size(), "server");
        };
    }

    private static String server(Server server) {
        String name = Wording.readable(server.name());
        String address = Wording.readable(server.address().text());
        return name.equals(address) ? name : name + " (" + address + ")";
    }

    /// Why just that server, or what it depends on.
    void details(StringBuilder text) {
        if (outcome() instanceof Outcome.Undetermined(var alternatives)) {
            alternatives(text, alternatives);
        }
        if (!(outcome() instanceof Outcome.Forward forward) || forward.pool() == null) {
            return;
        }
        switch (traced.prediction().served()) {
            case Served.By(var server) -> note(text, because(forward, forward.pool(), server));
            case Served.ByOneOf(var candidates) -> distribution(text, candidates, forward.pool());
            case Served.Unknown(var servers, String why) -> {
                note(text, Wording.readable(why));
                if (servers.size() > 1) {
                    note(text, "one of " + names(servers));
                }
            }
            case Served.Nobody _, Served.Later _, Served.Refused _ -> {}
        }
    }

    private void note(StringBuilder text, String note) {
        for (String line : style.wrap(Columns.visible(note), INDENTATION)) {
            text.repeat(' ', INDENTATION).append(style.prose(line)).append('\n');
        }
    }

    private static String names(List<Server> servers) {
        var names = new ArrayList<String>();
        for (Server server : servers.subList(0, Math.min(SERVERS_SHOWN, servers.size()))) {
            names.add(Wording.readable(server.name()));
        }
        int more = servers.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String because(Outcome.Forward forward, Pool pool, Server server) {
        if (forward.servers().contains(server.name())) {
            return "a rule asks for this server";
        }
        for (Held held : forward.held()) {
            boolean is = held.values().contains(server.identity().affinity());
            if (is && !server.identity().affinity().isEmpty()) {
                return (held.affinity().kind() == Affinity.Kind.COOKIE ? "the cookie " : "")
                        + Wording.readable(held.affinity().name())
                        + " asks for this server";
            }
        }
        return because(pool.balancing().algorithm(), pool, forward.key());
    }

    private static String because(Algorithm algorithm, Pool pool, @Nullable String key) {
        String how = Wording.algorithm(algorithm);
        if (pool.servers().size() == 1) {
            return "the only server of the pool";
        }
        String among = " among " + Tally.count(pool.servers().size(), "server");
        if (algorithm instanceof Algorithm.Hash(var expression, _)) {
            if (key == null) {
                return how + ", which this request does not have," + among;
            }
            boolean plain = !Wording.isSensitive(expression) && isPrintable(key);
            String shown = plain ? " `" + Wording.shortened(Wording.readable(key)) + "`" : "";
            return how + shown + among;
        }
        return Wording.remembers(algorithm)
                ? how + among + ", as the first request since the start"
                : how + among;
    }

    private static boolean isPrintable(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < ' ') {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private void distribution(StringBuilder text, List<Candidate> candidates, Pool pool) {
        String how = Wording.algorithm(pool.balancing().algorithm());
        if (!how.equals("by chance")) {
            note(text, how);
        }
        int widest = 0;
        int shown = Math.min(SERVERS_SHOWN, candidates.size());
        for (Candidate candidate : candidates.subList(0, shown)) {
            widest = Math.max(widest, Columns.of(Wording.readable(candidate.server().name())));
        }
        for (Candidate candidate : candidates.subList(0, shown)) {
            String name = Columns.visible(Wording.readable(candidate.server().name()));
            int full = (int) Math.round(candidate.probability() * BAR);
            text.repeat(' ', INDENTATION)
                    .append(name)
                    .repeat(' ', widest - Columns.of(name) + 2)
                    .append(style.good("█".repeat(full)))
                    .append(style.dim("░".repeat(BAR - full)))
                    .append(percent(candidate.probability()))
                    .append('\n');
        }
        if (candidates.size() > shown) {
            note(text, "… and " + (candidates.size() - shown) + " more");
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%7.2f %%", 100 * share);
    }

    private void alternatives(StringBuilder text, List<Alternative> alternatives) {
        var flags = new LinkedHashSet<String>();
        var undecided = new Undecided(traced.prediction().decision().steps());
        for (Alternative alternative : alternatives) {
            var needs = new ArrayList<String>();
            for (Assumption assumption : alternative.assumed()) {
                needs.add(Undecided.condition(masked(assumption.text())));
                flags.addAll(undecided.flags(assumption));
            }
            note(text, needs.isEmpty() ? "otherwise" : "if " + String.join(" and ", needs));
            text.repeat(' ', INDENTATION)
                    .append(style.bold("  → " + Columns.visible(words(alternative.outcome()))))
                    .append('\n');
        }
        if (!flags.isEmpty()) {
            note(text, "To decide it: " + String.join(", ", flags));
        }
    }
}

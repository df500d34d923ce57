package dev.evenkeel.report;

import dev.evenkeel.check.Severity;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.EndpointChange;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.predict.Ruling;
import dev.evenkeel.predict.ShareChange;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Difference;
import dev.evenkeel.routing.RoutingDiff.Obstacle;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a change does, for people: the verdict and the most consequential facts first, then every
/// class of requests with the two lines that decide it and a request that shows it, then pools and
/// shares.
public final class DiffText {
    private static final int INDENTATION = 4;

    /// What stands at the top is read in ten seconds.
    private static final int FACTS_SHOWN = 4;

    private static final int DIFFERENCES_SHOWN = 20;
    private static final int GROUPS_SHOWN = 30;
    private static final int POOLS_NAMED = 8;
    private static final int SERVERS_SHOWN = 12;
    private static final int OBSTACLES_SHOWN = 5;

    private final Style style;

    public DiffText(Style style) {
        this.style = style;
    }

    public String of(DiffAnswer answer) {
        var text = new StringBuilder();
        headline(text, answer);
        var words = new DiffWords(answer);
        rulings(text, answer.rulings());
        requests(text, answer, words);
        endpoints(text, answer.diff().endpoints());
        pools(text, words);
        shares(text, answer.diff().shares());
        obstacles(text, answer);
        coverage(text, answer);
        return text.toString();
    }

    private void headline(StringBuilder text, DiffAnswer answer) {
        String names = DiffTally.name(answer, true) + " → " + DiffTally.name(answer, false);
        String verdict =
                switch (answer.diff().verdict()) {
                    case EQUIVALENT -> style.good("Equivalent");
                    case DIFFERENT -> style.severity(Severity.WARNING, "Different");
                    case NOT_PROVEN -> style.severity(Severity.NOTE, "Not proven");
                };
        text.append(verdict).append(": ").append(style.bold(Columns.visible(names))).append('\n');
        List<String> facts = DiffFacts.of(answer);
        for (String fact : facts.subList(0, Math.min(FACTS_SHOWN, facts.size()))) {
            point(text, "●", fact);
        }
        if (facts.size() > FACTS_SHOWN) {
            note(text, "… and " + (facts.size() - FACTS_SHOWN) + " more, below");
        }
        String sum = DiffTally.sentence(answer.diff());
        if (!sum.isEmpty()) {
            prose(text, 2, sum);
        }
    }

    private void point(StringBuilder text, String mark, String sentence) {
        String lead = "  " + mark + " ";
        // A number and its sign stay together.
        String joined = sentence.replace(" %", "\u00a0%");
        for (String line : style.wrap(joined, INDENTATION)) {
            text.append(lead).append(style.prose(line.replace('\u00a0', ' '))).append('\n');
            lead = "    ";
        }
    }

    private void prose(StringBuilder text, int indentation, String prose) {
        for (String line : style.wrap(prose, indentation)) {
            text.repeat(' ', indentation).append(style.prose(line)).append('\n');
        }
    }

    private void note(StringBuilder text, String note) {
        text.repeat(' ', INDENTATION).append(style.dim(note)).append('\n');
    }

    private void title(StringBuilder text, String title) {
        text.append('\n').append(style.bold(title)).append('\n');
    }

    private void rulings(StringBuilder text, List<Ruling> rulings) {
        if (rulings.isEmpty()) {
            return;
        }
        title(text, "Policy");
        for (Ruling ruling : rulings) {
            String because = ruling.because().isEmpty() ? "" : ": " + ruling.because();
            String sentence = DiffWords.shown(ruling.rule() + ", " + word(ruling) + because);
            switch (ruling.result()) {
                case KEPT -> point(text, style.good("✓"), sentence);
                case VIOLATED -> point(text, style.severity(Severity.ERROR, "✗"), sentence);
                case UNDECIDED -> point(text, style.severity(Severity.WARNING, "?"), sentence);
            }
        }
    }

    private static String word(Ruling ruling) {
        return switch (ruling.result()) {
            case KEPT -> "kept";
            case VIOLATED -> "violated";
            case UNDECIDED -> "cannot be decided";
        };
    }

    private void requests(StringBuilder text, DiffAnswer answer, DiffWords words) {
        RoutingDiff routing = answer.diff().routing();
        if (routing.differences().isEmpty()) {
            return;
        }
        title(text, "Requests that end differently");
        List<Difference> differences = words.distinct(routing.differences());
        int shown = Math.min(DIFFERENCES_SHOWN, differences.size());
        for (Difference difference : differences.subList(0, shown)) {
            difference(text, difference, answer, words);
        }
        int more = differences.size() - shown + routing.untold();
        if (more > 0) {
            note(text, "… and " + Tally.number(more) + " more (--format json tells more)");
        }
    }

    private void difference(
            StringBuilder text, Difference difference, DiffAnswer answer, DiffWords words) {
        point(text, "●", words.region(difference));
        String before = words.outcome(difference.before());
        String after = words.outcome(difference.after());
        int width = Math.max(Columns.of(before), Columns.of(after));
        String pad = " ".repeat(width - Columns.of(before));
        side(text, "−", before + pad, difference.before().decidedBy(), answer.before().secrets());
        pad = " ".repeat(width - Columns.of(after));
        side(text, "+", after + pad, difference.after().decidedBy(), answer.after().secrets());
        if (before.equals(after)) {
            prose(text, INDENTATION + 2, words.change(difference));
        }
        String room = Excerpt.head(words.curl(difference), style.columns() - INDENTATION);
        text.repeat(' ', INDENTATION).append(style.code(room)).append('\n');
        for (var given : difference.witness().given()) {
            String what = DiffWords.shown(words.secrets().masked(given.text()));
            note(text, "given that " + Undecided.condition(what));
        }
    }

    private void side(
            StringBuilder text, String sign, String outcome, Span place, Secrets secrets) {
        String lead = sign + " " + outcome + "   ";
        String where = Columns.visible(place.file()) + ":" + place.line() + "  ";
        int used = INDENTATION + Columns.of(lead) + Columns.of(where);
        text.repeat(' ', INDENTATION);
        text.append(
                sign.equals("+")
                        ? style.good(plain(lead))
                        : style.severity(Severity.ERROR, plain(lead)));
        text.append(style.dim(where));
        int room = style.columns() - used;
        if (room > INDENTATION) {
            String line = Columns.visible(Wording.firstLine(place, secrets));
            text.append(style.code(Excerpt.head(line, room)));
        }
        text.append('\n');
    }

    /// In a coloured line the backquotes are not needed.
    private String plain(String text) {
        return style.coloured() ? text.replace("`", "") : text;
    }

    private void endpoints(StringBuilder text, List<EndpointChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        title(text, "Where clients connect");
        for (EndpointChange change : changes) {
            String where = "`" + DiffWords.address(change.door().endpoint()) + "` ";
            placed(text, where + DiffWords.change(change), change.door().endpoint().span());
        }
    }

    private void pools(StringBuilder text, DiffWords words) {
        List<List<PoolChange>> groups = words.groups();
        if (groups.isEmpty()) {
            return;
        }
        title(text, "Pools");
        int shown = Math.min(GROUPS_SHOWN, groups.size());
        for (List<PoolChange> group : groups.subList(0, shown)) {
            PoolChange change = group.getFirst();
            Span place = PoolText.afterPlace(change);
            placed(
                    text,
                    names(group) + words.change(change) + DiffWords.remarks(change),
                    place == null ? PoolText.beforePlace(change) : place);
        }
        if (groups.size() > shown) {
            note(text, "… and " + (groups.size() - shown) + " more (--format json tells all)");
        }
    }

    private static String names(List<PoolChange> group) {
        var names = new ArrayList<String>();
        for (PoolChange change : group.subList(0, Math.min(POOLS_NAMED, group.size()))) {
            names.add("`" + PoolText.name(change.pools()) + "`");
        }
        int more = group.size() - names.size();
        String all = String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
        return group.size() == 1 ? all : Tally.count(group.size(), "pool") + " (" + all + ")";
    }

    private void placed(StringBuilder text, String sentence, @Nullable Span place) {
        String where = place == null ? "" : Columns.visible(place.file()) + ":" + place.line();
        point(text, "●", where.isEmpty() ? sentence : sentence + " (" + where + ")");
    }

    private void shares(StringBuilder text, List<ShareChange> changes) {
        for (ShareGroups.Group group : ShareGroups.of(changes)) {
            List<ShareChange> servers = group.servers();
            title(text, "Shares of " + group.names(""));
            if (servers.stream().noneMatch(one -> one.before() != null || one.after() != null)) {
                prose(text, 2, "not fixed: " + DiffWords.shown(servers.getFirst().why()));
                continue;
            }
            int widest = 0;
            int shown = Math.min(SERVERS_SHOWN, servers.size());
            for (ShareChange change : servers.subList(0, shown)) {
                widest = Math.max(widest, Columns.of(name(change)));
            }
            for (ShareChange change : servers.subList(0, shown)) {
                text.append("  ").append(name(change));
                text.repeat(' ', widest - Columns.of(name(change)) + 2);
                bars(text, change);
            }
            if (servers.size() > shown) {
                note(text, "… and " + (servers.size() - shown) + " more");
            }
            String why = servers.getFirst().why();
            if (!why.isEmpty()) {
                prose(text, 2, "?: " + DiffWords.shown(why));
            }
        }
    }

    private String name(ShareChange change) {
        return Excerpt.head(DiffWords.shown(change.server()), style.columns() / 3);
    }

    private void bars(StringBuilder text, ShareChange change) {
        Double before = change.before();
        Double after = change.after();
        String from = before == null ? "?" : Bars.percent(before, after == null ? before : after);
        String to = after == null ? "?" : Bars.percent(after, before == null ? after : before);
        int full = Bars.full(after == null ? 0 : after);
        int was = Bars.full(before == null ? 0 : before);
        // What was gained stands out; what was lost leaves its trace.
        int kept = Math.min(full, was);
        text.append(style.dim("█".repeat(kept)));
        text.append(style.severity(Severity.WARNING, "█".repeat(full - kept)));
        text.append(style.dim("▒".repeat(was - kept)));
        text.append(style.dim("░".repeat(Bars.WIDTH - Math.max(full, was))));
        text.append("  ").append(from).append(" → ").append(to).append('\n');
    }

    private void obstacles(StringBuilder text, DiffAnswer answer) {
        ConfigurationDiff diff = answer.diff();
        List<Obstacle> obstacles = diff.obstacles();
        if (!obstacles.isEmpty()) {
            title(text, "In the way of a proof");
            int shown = Math.min(OBSTACLES_SHOWN, obstacles.size());
            for (Obstacle obstacle : obstacles.subList(0, shown)) {
                placed(text, DiffWords.shown(obstacle.why()), obstacle.span());
            }
            if (obstacles.size() > shown) {
                int more = obstacles.size() - shown;
                note(text, "… and " + Tally.number(more) + " more (--format json tells all)");
            }
        }
    }

    private void coverage(StringBuilder text, DiffAnswer answer) {
        text.append('\n');
        String scope = DiffTally.scope(answer.diff());
        if (!scope.isEmpty()) {
            prose(text, 0, scope);
        }
        String before =
                Tally.coverage(answer.before().coverage())
                        + " · "
                        + answer.diff().before().target();
        String after =
                Tally.coverage(answer.after().coverage()) + " · " + answer.diff().after().target();
        String both =
                before.equals(after)
                        ? "both: " + before
                        : "before: " + before + "\nafter: " + after;
        for (String side : both.split("\n", -1)) {
            for (String line : style.wrap(side, 0)) {
                text.append(style.dim(line)).append('\n');
            }
        }
    }
}

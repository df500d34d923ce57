package dev.evenkeel.report;

import dev.evenkeel.predict.EndpointChange;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.predict.Ruling;
import dev.evenkeel.predict.ShareChange;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Difference;
import dev.evenkeel.routing.RoutingDiff.Obstacle;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a change does as GitHub's Markdown, for a comment on a pull request.
public final class DiffMarkdown {
    private static final int FACTS_SHOWN = 6;
    private static final int ROWS_SHOWN = 20;

    private final DiffAnswer answer;
    private final DiffWords words;
    private final StringBuilder text = new StringBuilder();

    private DiffMarkdown(DiffAnswer answer) {
        this.answer = answer;
        this.words = new DiffWords(answer);
    }

    public static String of(DiffAnswer answer) {
        return new DiffMarkdown(answer).document();
    }

    private String document() {
        String names =
                code(DiffTally.name(answer, true)) + " → " + code(DiffTally.name(answer, false));
        text.append("### ")
                .append(
                        switch (answer.diff().verdict()) {
                            case EQUIVALENT -> "🟢 Equivalent: ";
                            case DIFFERENT -> "🔴 Different: ";
                            case NOT_PROVEN -> "🟡 Not proven: ";
                        })
                .append(names)
                .append("\n\n");
        List<String> facts = DiffFacts.of(answer);
        for (String fact : facts.subList(0, Math.min(FACTS_SHOWN, facts.size()))) {
            text.append("- ").append(prose(fact)).append('\n');
        }
        if (facts.size() > FACTS_SHOWN) {
            text.append("- … and ").append(facts.size() - FACTS_SHOWN).append(" more, below\n");
        }
        text.append(facts.isEmpty() ? "" : "\n");
        String sum = DiffTally.sentence(answer.diff());
        text.append(sum.isEmpty() ? "" : sum + "\n\n");
        rulings();
        requests();
        shares();
        pools();
        obstacles();
        text.append("<sub>")
                .append(prose(Tally.coverage(answer.before().coverage())))
                .append(" before, ")
                .append(prose(Tally.coverage(answer.after().coverage())))
                .append(" after · ")
                .append(answer.diff().before().target())
                .append(" → ")
                .append(answer.diff().after().target())
                .append("</sub>\n");
        return text.toString();
    }

    private void rulings() {
        if (answer.rulings().isEmpty()) {
            return;
        }
        text.append("| | Policy | |\n|---|---|---|\n");
        for (Ruling ruling : answer.rulings()) {
            String mark =
                    switch (ruling.result()) {
                        case KEPT -> "✅";
                        case VIOLATED -> "❌";
                        case UNDECIDED -> "❔";
                    };
            row(mark, code(ruling.rule()), prose(DiffWords.shown(ruling.because())));
        }
        text.append('\n');
    }

    private void requests() {
        RoutingDiff routing = answer.diff().routing();
        if (routing.differences().isEmpty()) {
            return;
        }
        text.append("| Requests | Before | After |\n|---|---|---|\n");
        List<Difference> differences = words.distinct(routing.differences());
        int shown = Math.min(ROWS_SHOWN, differences.size());
        for (Difference difference : differences.subList(0, shown)) {
            String before = words.outcome(difference.before());
            String after = words.outcome(difference.after());
            row(
                    prose(words.region(difference))
                            + "<br><sub>"
                            + code(words.curl(difference))
                            + "</sub>",
                    prose(before) + place(difference.before().decidedBy()),
                    prose(before.equals(after) ? words.change(difference) : after)
                            + place(difference.after().decidedBy()));
        }
        int more = differences.size() - shown + routing.untold();
        text.append(more > 0 ? "\n… and " + Tally.number(more) + " more\n\n" : "\n");
    }

    private void pools() {
        List<List<PoolChange>> groups = words.groups();
        List<EndpointChange> endpoints = answer.diff().endpoints();
        if (groups.isEmpty() && endpoints.isEmpty()) {
            return;
        }
        int all = groups.size() + endpoints.size();
        text.append("<details><summary>Pools and addresses: ")
                .append(Tally.count(all, "change"))
                .append("</summary>\n\n| | What | Before | After |\n|---|---|---|---|\n");
        for (EndpointChange change : endpoints) {
            row(
                    code(DiffWords.address(change.door().endpoint())),
                    change.kind().word() + place(change.door().endpoint().span()),
                    prose(DiffWords.words(change, true)),
                    prose(DiffWords.words(change, false)));
        }
        for (List<PoolChange> group : groups.subList(0, Math.min(ROWS_SHOWN, groups.size()))) {
            PoolChange change = group.getFirst();
            String name = code(PoolText.name(change.pools()));
            int more = group.size() - 1;
            Span after = PoolText.afterPlace(change);
            row(
                    more == 0 ? name : name + " and " + more + " more",
                    change.kind().word()
                            + DiffWords.remarks(change)
                            + place(after == null ? PoolText.beforePlace(change) : after),
                    prose(words.before(change)),
                    prose(words.after(change)));
        }
        int more = groups.size() - ROWS_SHOWN;
        text.append(more > 0 ? "\n… and " + more + " more\n" : "").append("\n</details>\n\n");
    }

    private void shares() {
        if (answer.diff().shares().stream().noneMatch(ShareChange::isKnown)) {
            return;
        }
        text.append("| Pool | Server | Before | After | |\n|---|---|---:|---:|---|\n");
        int shown = 0;
        for (ShareChange change : answer.diff().shares()) {
            Double before = change.before();
            Double after = change.after();
            if (before == null || after == null || shown++ >= ROWS_SHOWN) {
                continue;
            }
            int full = Bars.full(after);
            row(
                    code(DiffWords.shown(change.pool())),
                    code(DiffWords.shown(change.server())),
                    Bars.percent(before, after),
                    Bars.percent(after, before),
                    "`" + "█".repeat(full) + "░".repeat(Bars.WIDTH - full) + "`");
        }
        text.append(shown > ROWS_SHOWN ? "\n… and " + (shown - ROWS_SHOWN) + " more\n\n" : "\n");
    }

    private void obstacles() {
        List<Obstacle> obstacles = answer.diff().obstacles();
        if (!obstacles.isEmpty()) {
            text.append("<details><summary>In the way of a proof: ")
                    .append(Tally.count(obstacles.size(), "line"))
                    .append("</summary>\n\n");
            for (Obstacle obstacle : obstacles.subList(0, Math.min(ROWS_SHOWN, obstacles.size()))) {
                text.append("- ")
                        .append(code(Columns.visible(obstacle.span().toString())))
                        .append(": ")
                        .append(prose(DiffWords.shown(obstacle.why())))
                        .append('\n');
            }
            int more = obstacles.size() - ROWS_SHOWN;
            text.append(more > 0 ? "- … and " + more + " more\n" : "").append("\n</details>\n\n");
        }
        String scope = DiffTally.scope(answer.diff());
        text.append(scope.isEmpty() ? "" : prose(scope) + "\n\n");
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String place(@Nullable Span span) {
        return span == null ? "" : "<br><sub>" + code(span.toString()) + "</sub>";
    }

    /// What stands in backquotes is code; elsewhere a `<` could begin a tag, a star emphasis.
    private static String prose(String words) {
        var safe = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            quoted ^= c == '`';
            switch (c) {
                case '|' -> safe.append("\\|");
                case '<' -> safe.append(quoted ? "<" : "&lt;");
                case '*', '_' -> safe.append(quoted ? "" : "\\").append(c);
                default -> safe.append(c);
            }
        }
        return Columns.visible(safe.toString());
    }

    private static String code(String words) {
        return "`" + Columns.visible(words).replace("`", "'").replace("|", "\\|") + "`";
    }
}

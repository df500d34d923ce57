package dev.evenkeel.dialect;

import dev.evenkeel.model.Version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The page that says what of a vendor's language is understood: a Markdown table for each state of
/// the rows of a directive table, sorted by keyword.
public final class UnderstandsPage {
    private UnderstandsPage() {}

    /// The page for a vendor as people write its name, and the tables of its language.
    public static String of(String vendor, List<Version> versions, DirectiveTable... tables) {
        var understood = new ArrayList<Directive>();
        var limited = new ArrayList<Directive>();
        var harmless = new ArrayList<Directive>();
        var unmodelled = new ArrayList<Directive>();
        for (Directive row : rows(tables)) {
            switch (row.support()) {
                case Support.Understood _ -> understood.add(row);
                case Support.Limited _ -> limited.add(row);
                case Support.Harmless _ -> harmless.add(row);
                case Support.Unmodelled _ -> unmodelled.add(row);
                case Support.Unknown _ -> {}
            }
        }
        var page = new StringBuilder(1 << 16);
        page.append("# What is understood of ").append(vendor).append("\n\n");
        page.append("Generated from the directive table of the dialect, for ").append(vendor);
        page.append(' ').append(versions.getFirst()).append(" to ").append(versions.getLast());
        page.append(".\nA directive that is in no table here is reported as unknown.\n\n");
        page.append("| state | directives | meaning |\n| --- | --: | --- |\n");
        count(page, "understood", understood, "modelled as the balancer does it");
        count(page, "limited", limited, "modelled, but for what the note says");
        count(page, "harmless", harmless, "changes neither where a request goes nor any share");
        count(page, "unmodelled", unmodelled, "known to exist, not modelled; the note says why");
        section(page, "Understood", understood, false);
        section(page, "Limited", limited, true);
        section(page, "Harmless", harmless, false);
        section(page, "Unmodelled", unmodelled, true);
        return page.toString();
    }

    private static List<Directive> rows(DirectiveTable... tables) {
        var rows = new ArrayList<Directive>();
        for (DirectiveTable table : tables) {
            rows.addAll(table.all());
        }
        return rows;
    }

    private static void count(
            StringBuilder page, String state, List<Directive> rows, String meaning) {
        page.append("| ").append(state).append(" | ").append(rows.size()).append(" | ");
        page.append(meaning).append(" |\n");
    }

    private static void section(
            StringBuilder page, String title, List<Directive> rows, boolean notes) {
        if (rows.isEmpty()) {
            return;
        }
        rows.sort(
                Comparator.comparing(Directive::keyword).thenComparing(UnderstandsPage::contexts));
        page.append("\n## ").append(title).append("\n\n| directive | where | versions |");
        page.append(notes ? " note |\n| --- | --- | --- | --- |\n" : "\n| --- | --- | --- |\n");
        for (Directive row : rows) {
            page.append("| `").append(escaped(row.keyword())).append("` | ");
            page.append(contexts(row)).append(" | ").append(versions(row)).append(" |");
            if (notes) {
                page.append(' ').append(escaped(note(row.support()))).append(" |");
            }
            page.append('\n');
        }
    }

    private static String contexts(Directive row) {
        var words = new TreeSet<>(row.contexts());
        // What has a value is the type of an argument, not a place.
        words.removeIf(word -> word.indexOf('=') >= 0);
        return String.join(", ", words);
    }

    private static String versions(Directive row) {
        Version since = row.since();
        Version until = row.until();
        if (since == null) {
            return until == null ? "all" : "before " + until;
        }
        return until == null ? "since " + since : since + " to before " + until;
    }

    private static String note(Support support) {
        return switch (support) {
            case Support.Limited(String note) -> note;
            case Support.Unmodelled(String reason) -> reason;
            case Support.Understood _, Support.Harmless _, Support.Unknown _ -> "";
        };
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}

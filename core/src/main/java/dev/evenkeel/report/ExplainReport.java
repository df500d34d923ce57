package dev.evenkeel.report;

import dev.evenkeel.check.Checks;

import java.util.List;

/// What is known about the checks themselves.
///
/// `evenkeel` is our own version.
public record ExplainReport(String evenkeel) {
    private static final int GAP = 2;

    /// All checks with a line each.
    public String list(Style style) {
        int widest = 0;
        for (String id : Checks.ids()) {
            widest = Math.max(widest, id.length());
        }
        var text = new StringBuilder();
        for (String id : Checks.ids()) {
            int indentation = widest + 2 * GAP;
            text.repeat(' ', GAP).append(style.bold(id)).repeat(' ', widest - id.length() + GAP);
            boolean first = true;
            for (String line : style.wrap(summary(id), indentation)) {
                text.repeat(' ', first ? 0 : indentation).append(style.prose(line)).append('\n');
                first = false;
            }
        }
        text.append("\n`evenkeel explain CHECK` tells all about one of them.\n");
        return text.toString();
    }

    /// The page of a check; for a terminal without the marks of Markdown.
    public String page(String id, Style style) {
        String page = pageOf(id);
        if (!style.coloured()) {
            return page;
        }
        var text = new StringBuilder();
        boolean inBlock = false;
        for (String line : page.split("\n", -1)) {
            if (line.startsWith("```")) {
                inBlock = !inBlock;
            } else if (inBlock) {
                text.append("    ").append(block(line, style)).append('\n');
            } else if (line.startsWith("#")) {
                text.append(style.bold(line.substring(line.indexOf(" ") + 1))).append('\n');
            } else {
                text.append(style.prose(line)).append('\n');
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String block(String line, Style style) {
        int mark = line.indexOf("# finding: ");
        return mark < 0
                ? line
                : style.code(line.substring(0, mark)) + style.dim(line.substring(mark));
    }

    /// The pages one after the other.
    public String markdown(List<String> ids) {
        var text = new StringBuilder();
        for (String id : ids) {
            text.append(text.isEmpty() ? "" : "\n").append(pageOf(id));
        }
        return text.toString();
    }

    /// `{"schema","evenkeel","checks":[{"check","summary","page"}]}`
    public String json(List<String> ids) {
        var json = new JsonText();
        json.begin().field("schema", "evenkeel/explain/1").field("evenkeel", evenkeel);
        json.beginArray("checks");
        for (String id : ids) {
            json.begin()
                    .field("check", id)
                    .field("summary", summary(id))
                    .field("page", pageOf(id))
                    .end();
        }
        return json.endArray().end().finish();
    }

    private static String summary(String id) {
        return Checks.summary(id).orElseThrow(() -> new IllegalArgumentException(id));
    }

    private static String pageOf(String id) {
        return Checks.page(id).orElseThrow(() -> new IllegalArgumentException(id));
    }
}

package dev.evenkeel.report;

import dev.evenkeel.check.Checks;
import dev.evenkeel.check.Severity;

import java.util.List;

/// All reports there are, by the word users write.
public final class Reports {
    private Reports() {}

    /// The words, the standard one first.
    public static List<String> names() {
        return List.of("text", "json", "sarif", "junit", "github", "markdown");
    }

    /// The report of a name. `failing` is the mildest severity that makes a run fail: what is
    /// milder must not fail it in a report that knows only passed and failed.
    public static Report named(String name, Style style, Severity failing) {
        return switch (name) {
            case "text" -> new TextReport(style);
            case "json" -> new JsonReport();
            case "sarif" -> new SarifReport();
            case "junit" -> new JunitReport(failing, Checks.ids());
            case "github" -> new GithubReport();
            case "markdown" -> new MarkdownReport();
            default -> throw new IllegalArgumentException(name);
        };
    }
}

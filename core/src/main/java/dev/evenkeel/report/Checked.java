package dev.evenkeel.report;

import dev.evenkeel.check.Examination;
import dev.evenkeel.check.Finding;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.Target;

import java.util.List;

/// One checked configuration: its name as the user gave it, its main files, what was found and how
/// much was understood.
public record Checked(
        String name,
        Target target,
        List<String> files,
        Examination examination,
        Coverage coverage,
        Secrets secrets) {
    public Checked {
        files = List.copyOf(files);
    }

    public List<Finding> findings() {
        return examination.findings();
    }

    /// Nothing was found, but that is not proven: lines that could hide a fault are not modelled.
    public boolean isUnproven() {
        return findings().isEmpty() && !coverage.isFull();
    }
}

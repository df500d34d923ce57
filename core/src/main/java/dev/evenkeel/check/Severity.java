package dev.evenkeel.check;

/// How bad a finding is, worst first.
public enum Severity {
    /// Requests fail or go to the wrong place.
    ERROR,
    /// Distribution or resilience is not what it seems.
    WARNING,
    /// Hygiene.
    NOTE;

    /// The word users write.
    public String word() {
        return switch (this) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}

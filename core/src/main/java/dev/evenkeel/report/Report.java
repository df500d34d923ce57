package dev.evenkeel.report;

/// One way to write down the answer of `check`. The name users write stands in [Reports].
public interface Report {
    /// The whole text, with a line end. The same answer always gives the same text.
    String of(CheckAnswer answer);
}

package dev.evenkeel.report;

/// One way to write down the answer of `test`. The name users write stands in [TestReports].
public interface TestReport {
    /// The whole text, with a line end. The same answer always gives the same text.
    String of(TestAnswer answer);
}

package dev.evenkeel.report;

/// All reports of tests there are, by the words of [Reports].
public final class TestReports {
    private TestReports() {}

    public static TestReport named(String name, Style style) {
        return switch (name) {
            case "text" -> new TestText(style);
            case "json" -> new TestJsonReport();
            case "sarif" -> new TestSarifReport();
            case "junit" -> new TestJunitReport();
            case "github" -> new TestGithubReport();
            case "markdown" -> new TestMarkdownReport();
            default -> throw new IllegalArgumentException(name);
        };
    }
}

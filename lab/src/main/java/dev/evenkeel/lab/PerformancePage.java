package dev.evenkeel.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/// `docs/performance.md`: one section for each program that measures something.
final class PerformancePage {
    private static final Path PAGE = Path.of("docs/performance.md");
    private static final String TITLE = "# Performance\n";

    private PerformancePage() {}

    /// Puts a section in the place of the one with its heading, or behind all others.
    static void replace(String heading, String text) {
        boolean exists = Files.exists(Repository.root().resolve(PAGE));
        Repository.write(PAGE, replaced(exists ? Repository.read(PAGE) : TITLE, heading, text));
    }

    static String replaced(String page, String heading, String text) {
        String head = "\n## " + heading + "\n";
        int start = page.indexOf(head);
        int begin = start < 0 ? page.length() : start;
        int next = start < 0 ? -1 : page.indexOf("\n## ", start + 1);
        int end = next < 0 ? page.length() : next;
        return page.substring(0, begin) + head + "\n" + text + page.substring(end);
    }
}

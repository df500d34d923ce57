package dev.evenkeel.check;

import java.util.ArrayList;
import java.util.List;

/// A check's page, taken apart: its title, its headings in order, and its configurations.
record Page(String title, List<String> headings, List<Example> examples) {
    static final List<String> HEADINGS =
            List.of("What", "Why it hurts", "What to do", "Finds", "Stays silent");

    private static final String MARK = "# finding: ";

    /// A configuration under a heading, in a dialect; `version` is empty for the standard one.

    record Example(String heading, String dialect, String version, int pageLine, String text) {
        /// The line numbers (from 1) that are marked with a check.
        List<Integer> marked(String check) {
            var lines = new ArrayList<Integer>();
            int number = 0;
            for (String line : text.split("\n", -1)) {
                number++;
                int mark = line.indexOf(MARK);
                if (mark >= 0) {
                    String ids = line.substring(mark + MARK.length()).strip();
                    if (List.of(ids.split(" *, *", -1)).contains(check)) {
                        lines.add(number);
                    }
                }
            }
            return lines;
        }
    }

    static Page of(String markdown) {
        String title = "";
        var headings = new ArrayList<String>();
        var examples = new ArrayList<Example>();
        StringBuilder block = null;
        String dialect = "";
        String version = "";
        int start = 0;
        int number = 0;
        for (String line : markdown.split("\n", -1)) {
            number++;
            if (line.equals("```") && block != null) {
                examples.add(
                        new Example(headings.getLast(), dialect, version, start, block.toString()));
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            } else if (line.startsWith("```")) {
                block = new StringBuilder();
                int colon = line.indexOf(':');
                dialect = line.substring(3, colon < 0 ? line.length() : colon);
                version = colon < 0 ? "" : line.substring(colon + 1);
                start = number;
            } else if (line.startsWith("# ")) {
                title = line.substring(2);
            } else if (line.startsWith("## ")) {
                headings.add(line.substring(3));
            }
        }
        return new Page(title, headings, examples);
    }

    List<Example> examples(String heading, String dialect) {
        return examples.stream()
                .filter(example -> example.heading().equals(heading))
                .filter(example -> example.dialect().equals(dialect))
                .toList();
    }
}

package dev.evenkeel.lab;

import dev.evenkeel.dialect.Dialect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The generated page “what we understand” of a dialect: what its directive table says, and what
/// was counted over real configurations.
final class RestPage {
    private static final Path COUNTS = Path.of("lab/src/main/resources/dev/evenkeel/lab");

    private static final String HEADING =
            """

            ## Counted over real configurations

            Lines that the real program accepts and that are not fully modelled, by frequency,
            over the configurations that `lab/corpus` reads.

            | lines | files | state | keyword |
            | ---: | ---: | --- | --- |
            """;

    private RestPage() {}

    static Path path(Dialect dialect) {
        return Path.of("docs", "understands-" + dialect.name() + ".md");
    }

    static String text(Dialect dialect) {
        var page = new StringBuilder(dialect.understands());
        Path counts = counts(dialect.name());
        if (Files.exists(Repository.root().resolve(counts))) {
            page.append(HEADING);
            for (String line : Repository.read(counts).split("\n", -1)) {
                if (!line.isEmpty()) {
                    String cells = line.replace("\t", " | ");
                    page.append("| ").append(cells).append(" |\n");
                }
            }
        }
        return page.toString();
    }

    static void write(String dialect, List<Rest.Row> rows) {
        var text = new StringBuilder();
        for (Rest.Row row : rows) {
            text.append(row.lines()).append('\t').append(row.files()).append('\t');
            text.append(row.state()).append('\t').append(row.keyword()).append('\n');
        }
        Repository.write(counts(dialect), text.toString());
    }

    private static Path counts(String dialect) {
        return COUNTS.resolve("rest-" + dialect + ".tsv");
    }
}

package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.text.Sources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How long it takes to compare each version of a configuration with the one before it, in the
/// history of real repositories: `lab/history-diff REPOSITORY…`. Included files are left out.
final class Histories {
    private Histories() {}

    static void main(String[] repositories) throws IOException {
        var times = new PairTimes();
        int refused = 0;
        for (String repository : repositories) {
            Path folder = Path.of(repository);
            for (String line : changes(folder)) {
                Optional<PairTimes.Pair> pair = pair(folder, line);
                if (pair.isPresent() && !times.add(pair.get(), Sources.none())) {
                    refused++;
                }
            }
        }
        System.out.println(refused + " pairs left out: one of them would be refused");
        times.tell();
    }

    /// Every change of a file whose name is that of a configuration.
    private static List<String> changes(Path repository) throws IOException {
        String log =
                git(
                        repository,
                        "log",
                        "--no-merges",
                        "--diff-filter=M",
                        "--raw",
                        "--no-abbrev",
                        "--format=",
                        "--",
                        "*.cfg",
                        "*.conf",
                        "*.conf.sample");
        return log.lines().filter(line -> line.startsWith(":")).toList();
    }

    /// Of a line of git: `:MODE MODE BEFORE AFTER M`, a tab and the path.
    private static Optional<PairTimes.Pair> pair(Path repository, String line) throws IOException {
        int tab = line.indexOf('\t');
        String[] words = line.substring(0, tab).split(" ", -1);
        String path = line.substring(tab + 1);
        String before = git(repository, "cat-file", "blob", words[2]);
        String after = git(repository, "cat-file", "blob", words[3]);
        boolean isHaproxy = path.endsWith(".cfg");
        boolean isMeant =
                isHaproxy
                        ? (before + after).contains("\nfrontend")
                                || (before + after).contains("\nlisten")
                                || (before + after).contains("\nbackend")
                        : after.contains("location") || after.contains("server");
        String name =
                repository.toAbsolutePath().getName(repository.toAbsolutePath().getNameCount() - 2)
                        + " "
                        + path
                        + " "
                        + words[3];
        return isMeant
                ? Optional.of(
                        new PairTimes.Pair(name, isHaproxy ? "haproxy" : "nginx", before, after))
                : Optional.empty();
    }

    private static String git(Path repository, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(Arrays.asList(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), ISO_8859_1);
        } finally {
            process.destroy();
        }
    }
}

package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The real program, asked whether it would start with a configuration.
record Judge(String dialect, Path program, Path folder) {
    /// `line` is the first the program names, 0 when it names none; `because` is its own word.
    record Verdict(boolean accepted, int line, String because) {
        /// Whether it is about this machine, not about the text.
        boolean isAboutTheMachine() {
            return ABOUT_THE_MACHINE.matcher(because).find();
        }
    }

    private static final Pattern ABOUT_THE_MACHINE =
            Pattern.compile(
                    "No such file|not found in|could not resolve|unable to"
                            + " stat|bind\\(\\)|Permission denied|cannot open|failed to"
                            + " open|mkdir\\(\\)|file descriptors|cannot change|getpwnam");

    /// HAProxy: `[FILE:N]`, first thing in the message; nginx: ` in FILE:N`, last thing.
    private static final Pattern LINE = Pattern.compile("\\[[^\\]]*:(\\d+)\\]| in \\S*:(\\d+)$");

    /// The judge for a language; empty when its program is not installed.
    static Optional<Judge> of(String dialect, Path folder) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        for (String place : path.split(":", -1)) {
            Path program = Path.of(place, dialect);
            if (Files.isExecutable(program)) {
                return Optional.of(new Judge(dialect, program, folder));
            }
        }
        return Optional.empty();
    }

    Verdict verdict(Path file) throws IOException, InterruptedException {
        List<String> command =
                dialect.equals("haproxy")
                        ? List.of(program.toString(), "-c", "-f", file.toString())
                        : List.of(
                                program.toString(),
                                "-t",
                                "-c",
                                file.toString(),
                                "-p",
                                folder + "/");
        Path notes = folder.resolve("verdict");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(notes.toFile())
                        .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " does not end");
        }
        String said = new String(Files.readAllBytes(notes), UTF_8);
        String because =
                said.lines()
                        .filter(line -> line.contains("[ALERT]") || line.contains("[emerg]"))
                        .findFirst()
                        .orElse("");
        Matcher line = LINE.matcher(because);
        int named = 0;
        if (line.find()) {
            String number = line.group(1) == null ? line.group(2) : line.group(1);
            named = Integer.parseInt(number);
        }
        return new Verdict(process.exitValue() == 0, named, because);
    }
}

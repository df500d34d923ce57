package dev.evenkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.cli.Surroundings.Terminal;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The executable: wires the commands by hand, and is the one place that catches our own faults.
public final class Main {
    private Main() {}

    /// Ends the process with the exit status of the command.
    public static void main(String[] arguments) {
        var out = stream(FileDescriptor.out, 1 << 16);
        var err = stream(FileDescriptor.err, 1 << 10);
        var surroundings =
                new Surroundings(
                        new FileInputStream(FileDescriptor.in),
                        out,
                        err,
                        System.getenv(),
                        Path.of(""),
                        terminalFromLauncher());
        int status = run(List.of(arguments), surroundings);
        out.flush();
        err.flush();
        // Halting skips the shutdown of what was never started; nothing here needs it.
        Runtime.getRuntime().halt(status);
    }

    /// Runs one command and gives its exit status.
    static int run(List<String> arguments, Surroundings surroundings) {
        try {
            return answer(arguments, surroundings).code();
        } catch (CannotAnswer noAnswer) {
            noAnswer.lines().forEach(line -> complain(surroundings, line));
            return ExitStatus.NO_ANSWER.code();
        } catch (OutOfMemoryError | StackOverflowError tooMuch) {
            // Nothing is known of what was read by now: one line, and no answer.
            complain(
                    surroundings,
                    "this configuration needs more memory than there is; check parts of it"
                            + " one after the other");
            if (arguments.contains("--debug")) {
                tooMuch.printStackTrace(surroundings.err());
            }
            return ExitStatus.NO_ANSWER.code();
        } catch (RuntimeException ours) {
            complain(surroundings, "this is a fault of evenkeel, please report it: " + ours);
            if (arguments.contains("--debug")) {
                ours.printStackTrace(surroundings.err());
            } else {
                complain(surroundings, "with --debug it says where");
            }
            return ExitStatus.NO_ANSWER.code();
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private static ExitStatus answer(List<String> arguments, Surroundings surroundings)
            throws CannotAnswer {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("check", new CheckCommand());
        commands.put("trace", new TraceCommand());
        commands.put("diff", new DiffCommand());
        commands.put("test", new TestCommand());
        commands.put("explain", new ExplainCommand());

        CommandLine line = commandLine(commands, surroundings);
        ParseResult parsed = parse(line, arguments);
        if (printsHelp(parsed, surroundings)) {
            return ExitStatus.GOOD;
        }
        ParseResult chosen = parsed.subcommand();
        if (chosen == null) {
            line.usage(surroundings.err());
            return ExitStatus.NO_ANSWER;
        }
        Command command = commands.get(chosen.commandSpec().name());
        if (command == null) {
            throw new IllegalStateException("no command " + chosen.commandSpec().name());
        }
        return command.run(chosen, surroundings);
    }

    private static CommandLine commandLine(
            Map<String, Command> commands, Surroundings surroundings) {
        CommandSpec root = CommandSpec.create().name("evenkeel");
        root.addOption(Options.help());
        root.addOption(
                OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        root.addOption(Options.debug());
        root.usageMessage()
                .synopsisHeading("%nUsage: ")
                .customSynopsis("evenkeel COMMAND …")
                .header("Keeps load balancers on an even keel.")
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions:%n")
                .footer("%n`evenkeel COMMAND --help` says more about one of them.");
        commands.forEach((name, command) -> root.addSubcommand(name, command.specification()));
        var line = new CommandLine(root);
        line.setExpandAtFiles(false);
        line.setUsageHelpWidth(Math.clamp(surroundings.terminal().columns(), 60, 100));
        line.setColorScheme(
                Help.defaultColorScheme(surroundings.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF));
        return line;
    }

    private static ParseResult parse(CommandLine line, List<String> arguments) throws CannotAnswer {
        try {
            return line.parseArgs(arguments.toArray(String[]::new));
        } catch (UnmatchedArgumentException unknown) {
            throw new CannotAnswer(unknown(unknown.getUnmatched().getFirst(), unknown));
        } catch (ParameterException wrong) {
            throw new CannotAnswer(
                    wrong.getMessage()
                            + "; see "
                            + wrong.getCommandLine().getCommandSpec().qualifiedName()
                            + " --help");
        }
    }

    private static String unknown(String word, UnmatchedArgumentException unknown) {
        CommandSpec where = unknown.getCommandLine().getCommandSpec();
        boolean isOption = word.startsWith("-");
        Set<String> known = isOption ? where.optionsMap().keySet() : where.subcommands().keySet();
        String what = isOption ? "option " : known.isEmpty() ? "argument " : "command ";
        List<String> meant = Spelling.meant(word, known);
        return "there is no "
                + what
                + word
                + (meant.isEmpty() ? "; see " : "; did you mean " + meant.getFirst() + "? See ")
                + where.qualifiedName()
                + " --help";
    }

    private static boolean printsHelp(ParseResult parsed, Surroundings surroundings) {
        for (ParseResult at = parsed; at != null; at = at.subcommand()) {
            if (at.isUsageHelpRequested()) {
                at.commandSpec().commandLine().usage(surroundings.out());
                return true;
            }
            if (at.isVersionHelpRequested()) {
                surroundings.out().println("evenkeel " + version());
                return true;
            }
        }
        return false;
    }

    /// One line for the user on stderr.
    static void complain(Surroundings surroundings, String line) {
        surroundings.err().println("evenkeel: " + line);
    }

    /// Our own version.
    static String version() {
        try (InputStream in = Main.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("no version.txt beside " + Main.class);
            }
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// UTF-8 whatever the locale: the answer is read by programs and by terminals of this century.
    private static PrintStream stream(FileDescriptor descriptor, int buffer) {
        var file = new FileOutputStream(descriptor);
        return new PrintStream(new BufferedOutputStream(file, buffer), false, UTF_8);
    }

    /// The launcher looks at the outputs, because a Java program cannot ask about each of them.
    private static Terminal terminalFromLauncher() {
        List<String> outputs =
                Arrays.asList(System.getProperty("evenkeel.terminal", "").split(",", -1));
        int columns = Integer.getInteger("evenkeel.columns", Terminal.NONE.columns());
        return new Terminal(outputs.contains("out"), outputs.contains("err"), columns);
    }
}

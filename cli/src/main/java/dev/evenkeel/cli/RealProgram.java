package dev.evenkeel.cli;

import dev.evenkeel.cli.Configurations.Configuration;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.verify.ModelOracle;
import dev.evenkeel.verify.TestCase;
import dev.evenkeel.verify.Verification;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// The program that is installed here, as what tests are held against.
final class RealProgram {
    private final Program program;
    private final Input input;

    private RealProgram(Program program, Input input) {
        this.program = program;
        this.input = input;
    }

    /// The program that reads a configuration. It is what it is: a version that somebody said is no
    /// matter for it, and that is told.
    static RealProgram of(Configuration configuration, Surroundings surroundings)
            throws CannotAnswer {
        String dialect = configuration.as().dialect().name();
        Program program;
        try {
            program =
                    Program.installed(dialect, surroundings.environment())
                            .orElseThrow(() ->
                                    new CannotAnswer(
                                            "--against real: "
                                                    + dialect
                                                    + " is not installed here; install it, or test"
                                                    + " against the model"));
        } catch (IOException e) {
            throw new CannotAnswer("--against real: " + e.getMessage());
        }
        var as = configuration.as();
        if (as.isVersionSaid() && !as.version().equals(program.version())) {
            Main.complain(
                    surroundings,
                    "the " + dialect + " here is " + program.release() + ", not " + as.version());
        }
        Input said = configuration.input();
        return new RealProgram(
                program,
                new Input(said.texts(), said.sources(), program.version(), said.environment()));
    }

    /// The configuration as the program reads it.
    Reading read(Configuration configuration) throws CannotAnswer {
        var dialect = configuration.as().dialect();
        if (!dialect.versions().contains(program.version())) {
            throw new CannotAnswer(
                    "--against real: "
                            + dialect.name()
                            + " "
                            + program.release()
                            + " is not known");
        }
        return dialect.read(input);
    }

    /// What becomes of the tests when the program runs.
    TestCommand.Verified verified(
            ModelOracle model,
            List<TestCase> tests,
            @Nullable ConfigurationDiff change,
            boolean covers)
            throws CannotAnswer {
        try (var oracle = new RealOracle(program, input, model)) {
            return TestCommand.verified(Verification.of(model, oracle, tests, change), covers);
        } catch (RealOracle.NotRunning | IOException e) {
            throw new CannotAnswer("--against real: " + e.getMessage());
        }
    }
}

package dev.evenkeel.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of the executable.
interface Command {
    /// Its name, options and help.
    CommandSpec specification();

    /// Answers on the surroundings' outputs.
    ExitStatus run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer;
}

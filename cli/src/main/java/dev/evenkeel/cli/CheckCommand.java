package dev.evenkeel.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class CheckCommand implements Command {
    @Override
    public CommandSpec specification() {
        return CommandSpec.create();
    }

    @Override
    public ExitStatus run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
        throw new CannotAnswer("not yet");
    }
}

package dev.evenkeel.cli;

import dev.evenkeel.cli.Configurations.Configuration;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.text.Problem;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The options that say how configurations are to be read; every command that reads some has them.
final class ConfigurationOptions {
    /// How many lines say why a configuration would be refused.
    private static final int REFUSALS_SHOWN = 3;

    private final ParseResult arguments;
    private final Surroundings surroundings;
    private final ProjectFiles projects;
    private final Map<String, String> defines;
    private final @Nullable DialectChoice as;

    ConfigurationOptions(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
        this.arguments = arguments;
        this.surroundings = surroundings;
        String file = Options.value(arguments, "--config-file", "");
        this.projects =
                new ProjectFiles(surroundings.directory(), file.isEmpty() ? null : Paths.of(file));
        this.defines = defines(arguments);
        String word = Options.value(arguments, "--as", "");
        this.as = word.isEmpty() ? null : asGiven("--as", word);
    }

    static List<OptionSpec> all() {
        return List.of(
                Options.value(
                        "--as",
                        "DIALECT[:VERSION]",
                        "haproxy or nginx, and the version meant, e.g. haproxy:2.8. "
                                + "Otherwise found from the content."),
                Options.value(
                        "--root",
                        "DIR",
                        "Look up absolute paths inside the configuration under DIR first."),
                Options.values(
                        "--define",
                        "NAME=VALUE",
                        "An environment variable of the balancer; repeatable."),
                Options.value(
                        "--config-file", "FILE", "Use this instead of looking for evenkeel.yaml."));
    }

    /// The same for two configurations, each of which may be read as something else.
    static List<OptionSpec> both() {
        var both = new ArrayList<>(all());
        both.add(1, Options.value("--as-before", "DIALECT[:VERSION]", "The same for BEFORE only."));
        both.add(2, Options.value("--as-after", "DIALECT[:VERSION]", "The same for AFTER only."));
        return both;
    }

    private static DialectChoice asGiven(String flag, String word) throws CannotAnswer {
        try {
            return DialectChoice.parse(word);
        } catch (CannotAnswer wrong) {
            throw new CannotAnswer(flag + " " + word + ": " + wrong.getMessage());
        }
    }

    private static Map<String, String> defines(ParseResult arguments) throws CannotAnswer {
        var defines = new HashMap<String, String>();
        for (String define : Options.values(arguments, "--define")) {
            int sign = define.indexOf('=');
            if (sign < 1) {
                throw new CannotAnswer("--define " + define + ": must be NAME=VALUE");
            }
            defines.put(define.substring(0, sign), define.substring(sign + 1));
        }
        return defines;
    }

    /// What the project says for a configuration.
    Defaults defaults(String name) throws CannotAnswer {
        return projects.of(Paths.of(name));
    }

    Configuration open(String name, Defaults defaults) throws CannotAnswer {
        return open(name, defaults, as);
    }

    /// With a flag of its own that says what just this one is read as.
    Configuration open(String name, Defaults defaults, String flag) throws CannotAnswer {
        String word = Options.value(arguments, flag, "");
        return open(name, defaults, word.isEmpty() ? as : asGiven(flag, word));
    }

    private Configuration open(String name, Defaults defaults, @Nullable DialectChoice said)
            throws CannotAnswer {
        var environment = new HashMap<>(surroundings.environment());
        environment.putAll(defaults.defines());
        environment.putAll(defines);
        return new Configurations(surroundings.directory(), environment)
                .open(name, said == null ? defaults.as() : said, root(defaults));
    }

    private @Nullable Path root(Defaults defaults) throws CannotAnswer {
        String given = Options.value(arguments, "--root", "");
        return given.isEmpty() ? defaults.root() : Paths.of(given);
    }

    /// Says on stderr what was assumed while reading.
    void tellRemarks(Reading reading) {
        tellRemarks(reading.problems());
    }

    /// Says which of some problems are remarks.
    void tellRemarks(List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.kind() == Problem.Kind.REMARK) {
                Main.complain(surroundings, problem.span() + ": " + problem.message());
            }
        }
    }

    /// What would not start takes no request.
    static void refuse(Reading reading, String config) throws CannotAnswer {
        var lines = new ArrayList<String>();
        int more = 0;
        for (Problem problem : reading.problems()) {
            if (problem.kind() != Problem.Kind.REFUSED) {
                continue;
            }
            if (lines.size() == REFUSALS_SHOWN) {
                more++;
            } else {
                String advice = problem.advice().isEmpty() ? "" : "; " + problem.advice();
                lines.add(problem.span() + ": " + problem.message() + advice);
            }
        }
        if (more > 0) {
            lines.add("and " + more + " more; see `evenkeel check " + config + "`");
        }
        if (!lines.isEmpty()) {
            throw new CannotAnswer(lines);
        }
    }
}

package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.dialect.haproxy.HaproxyLine.Modifier;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes a configuration of trees: decides conditional blocks, expands variables, and gathers lines
/// into sections. Sections do not go on from one file to the next.
final class HaproxyAssembly {
    private final Input input;
    private final DirectiveTable table;
    private final HaproxyProblems problems;
    private final LineCoverage coverage;
    private final HaproxyEnvironment environment;
    private final HaproxyHeaders headers;
    private final Map<String, Boolean> begins = new HashMap<>();
    private final List<HaproxySection> sections = new ArrayList<>();
    private @Nullable HaproxySection current;
    private boolean inGlobal;

    private HaproxyAssembly(
            Input input, DirectiveTable table, HaproxyProblems problems, LineCoverage coverage) {
        this.input = input;
        this.table = table;
        this.problems = problems;
        this.coverage = coverage;
        this.environment = new HaproxyEnvironment(input.environment(), input.version());
        this.headers = new HaproxyHeaders(input.version(), problems);
    }

    static HaproxyConfig assemble(
            List<HaproxyTree> trees,
            Input input,
            DirectiveTable table,
            HaproxyProblems problems,
            LineCoverage coverage) {
        var assembly = new HaproxyAssembly(input, table, problems, coverage);
        for (HaproxyTree tree : trees) {
            assembly.add(tree);
        }
        return new HaproxyConfig(
                assembly.sections,
                input.version(),
                input.sources(),
                assembly.environment.all(),
                table);
    }

    private void add(HaproxyTree tree) {
        current = null;
        inGlobal = false;
        var words = new HaproxyWords(tree.source(), input.version().atLeast(2, 5));
        var blocks = new HaproxyBlocks(input.version(), environment, problems, coverage);
        for (HaproxyLine raw : tree.lines()) {
            if (problems.isFull()) {
                break;
            }
            HaproxyLine line = raw.hasUnresolved() ? resolve(raw, words) : raw;
            if (environment.isSpent()) {
                problems.giveUp(
                        raw.span(),
                        "variables stand for more than "
                                + HaproxyBounds.EXPANDED_MAX
                                + " bytes altogether: the rest was not read",
                        "look for a variable that is set to itself several times");
                break;
            }
            if (line == null || line.word(0).isEmpty()) {
                continue;
            }
            if (line.word(0).charAt(0) == '.') {
                blocks.directive(line);
            } else if (blocks.isTaken()) {
                line(line);
            }
        }
        blocks.close(tree.source());
        for (var broken : tree.broken()) {
            coverage.mark(broken, Support.UNKNOWN);
        }
    }

    private @Nullable HaproxyLine resolve(HaproxyLine raw, HaproxyWords words) {
        String section = current == null ? "" : current.name();
        environment.at(
                raw.source().name(),
                raw.source().line(raw.start()),
                section.isEmpty() && current != null ? current.kind() : section);
        environment.takeNoneAsEmpty(raw.word(0).startsWith("."));
        return words.split(raw.start(), raw.end(), environment);
    }

    private void line(HaproxyLine full) {
        HaproxyLine line = modified(endAtEmpty(full));
        if (line == null) {
            return;
        }
        boolean begins = beginsSection(line.word(0));
        if (begins) {
            HaproxySection section = headers.section(line);
            current = section;
            sections.add(section);
            inGlobal = section.kind().equals("global");
            coverage.mark(line.source(), line.start(), line.end(), Support.UNDERSTOOD);
        } else if (current == null) {
            problems.refused(
                    line.span(),
                    "'" + line.word(0) + "' stands before any section",
                    "put it into a section, such as global, defaults, frontend or backend");
            coverage.mark(line.source(), line.start(), line.end(), Support.UNKNOWN);
        } else {
            current.lines().add(line);
            if (inGlobal) {
                environment.apply(line);
            }
        }
    }

    /// Looked up once for each keyword.
    private boolean beginsSection(String keyword) {
        Boolean known = begins.get(keyword);
        if (known == null) {
            known = table.find(keyword, "section", input.version()) != null;
            begins.put(keyword, known);
        }
        return known;
    }

    /// HAProxy ends a line at its first empty word.
    private HaproxyLine endAtEmpty(HaproxyLine line) {
        for (int i = 1; i < line.size(); i++) {
            if (line.word(i).isEmpty()) {
                boolean refused = input.version().atLeast(3, 3);
                String message =
                        "an empty argument ends the line: HAProxy does not read what follows";
                if (refused) {
                    problems.refused(line.span(i), message, "remove it, or give it a value");
                } else if (i + 1 < line.size()) {
                    problems.doubtful(line.span(i), message, "remove it, or give it a value");
                }
                return line.cut(i);
            }
        }
        return line;
    }

    private @Nullable HaproxyLine modified(HaproxyLine line) {
        Modifier modifier =
                line.is(0, "no")
                        ? Modifier.NO
                        : line.is(0, "default") ? Modifier.DEFAULT : Modifier.NONE;
        if (modifier == Modifier.NONE) {
            return line;
        }
        HaproxyLine rest = line.behind(modifier);
        boolean may =
                switch (rest.word(0)) {
                    case "option",
                            "log",
                            "busy-polling",
                            "set-dumpable",
                            "strict-limits",
                            "insecure-fork-wanted",
                            "numa-cpu-mapping" ->
                            true;
                    default -> false;
                };
        if (may) {
            return rest;
        }
        problems.refused(
                line.span(),
                "'" + line.word(0) + "' may stand before options and log lines only",
                "remove the line, or say the value that is meant");
        coverage.mark(line.source(), line.start(), line.end(), Support.UNKNOWN);
        return null;
    }
}

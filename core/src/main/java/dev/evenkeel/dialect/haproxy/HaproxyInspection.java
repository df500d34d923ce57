package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Version;

/// Goes through all lines of a configuration: says how far the directive table understands each,
/// and what HAProxy would refuse.
final class HaproxyInspection {
    private final HaproxyConfig config;
    private final HaproxyProblems problems;
    private final LineCoverage coverage;
    private final HaproxyKeywords keywords;
    private final HaproxyRefusals refusals;

    private HaproxyInspection(
            HaproxyConfig config, HaproxyProblems problems, LineCoverage coverage) {
        this.config = config;
        this.problems = problems;
        this.coverage = coverage;
        this.keywords = new HaproxyKeywords(config.table(), config.version());
        this.refusals = new HaproxyRefusals(problems, keywords, coverage, config.version());
    }

    static void inspect(HaproxyConfig config, HaproxyProblems problems, LineCoverage coverage) {
        new HaproxyInspection(config, problems, coverage).inspect();
    }

    private void inspect() {
        for (HaproxySection section : config.sections()) {
            refusals.begin(section);
            for (HaproxyLine line : section.lines()) {
                if (problems.isFull()) {
                    return;
                }
                line(section, line);
            }
        }
    }

    private void line(HaproxySection section, HaproxyLine line) {
        HaproxyKeywords.Found found = keywords.find(line, section.kind());
        Directive row = found.row();
        Directive elsewhere = found.elsewhere();
        if (row != null) {
            mark(line, row.support());
            refusals.check(section, line, found);
        } else if (elsewhere != null) {
            misplaced(section, line, found, elsewhere);
        } else if (line.hasUnresolved()) {
            mark(line, new Support.Limited("the variables in it have no value here"));
        } else {
            mark(line, Support.UNKNOWN);
            unknown(section, line, found);
        }
    }

    private void mark(HaproxyLine line, Support support) {
        coverage.mark(line.source(), line.start(), line.end(), support);
    }

    private void misplaced(
            HaproxySection section, HaproxyLine line, HaproxyKeywords.Found found, Directive row) {
        if (section.kind().equals("defaults")) {
            mark(line, row.support());
            problems.refused(
                    line.span(),
                    "'" + found.keyword() + "' may not stand in a defaults section",
                    "move it to the sections that need it");
        } else if (HaproxyRefusals.needsBackend(line)) {
            mark(line, row.support());
            problems.refused(
                    line.span(),
                    "a " + section.kind() + " has no servers",
                    "move the line to a backend, or make this a listen section");
        } else {
            mark(line, Support.HARMLESS);
            problems.doubtful(
                    line.span(),
                    "HAProxy ignores '" + found.keyword() + "' in a " + section.kind(),
                    "move it to a section where it works, or remove it");
        }
    }

    private void unknown(HaproxySection section, HaproxyLine line, HaproxyKeywords.Found found) {
        Directive other = found.otherVersion();
        String what = "'" + HaproxyNames.shown(found.keyword().strip()) + "'";
        Version version = config.version();
        if (other == null) {
            String message =
                    found.words() > 1 && line.size() < found.words()
                            ? what + " needs one word more that says what is meant"
                            : "HAProxy "
                                    + version
                                    + " knows no "
                                    + what
                                    + " in a "
                                    + section.kind()
                                    + " section";
            problems.refused(line.span(), message, HaproxyRemoved.advice(line));
            return;
        }
        Version since = other.since();
        boolean early = since != null && since.compareTo(version) > 0;
        problems.refused(
                line.span(),
                early
                        ? what
                                + " needs HAProxy "
                                + since
                                + " or later, this is meant for "
                                + version
                        : what + " was removed in HAProxy " + other.until(),
                early ? "remove the line, or update HAProxy" : HaproxyRemoved.advice(line));
    }
}

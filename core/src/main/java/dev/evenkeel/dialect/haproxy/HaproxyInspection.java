package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;

/// Goes through all lines of a configuration: says how far the directive table understands each,
/// and what HAProxy would refuse.
final class HaproxyInspection {
    private final HaproxyConfig config;
    private final LineCoverage coverage;

    private HaproxyInspection(HaproxyConfig config, LineCoverage coverage) {
        this.config = config;
        this.coverage = coverage;
    }

    static void inspect(HaproxyConfig config, LineCoverage coverage) {
        new HaproxyInspection(config, coverage).inspect();
    }

    private void inspect() {
        for (HaproxySection section : config.sections()) {
            for (HaproxyLine line : section.lines()) {
                Directive row = config.table().find(line.word(0), section.kind(), config.version());
                Support support = row == null ? Support.UNKNOWN : row.support();
                coverage.mark(line.source(), line.start(), line.end(), support);
            }
        }
    }
}

package dev.evenkeel.lab;

import dev.evenkeel.check.Finding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Which of the one-fault configurations are found, and which repaired twins stay silent:
/// `lab/probes [FOLDER]`.
final class Probes {
    private Probes() {}

    static void main(String[] arguments) {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Repository.shared("probes");
        if (!Files.isDirectory(folder)) {
            System.err.println("probes: no folder " + folder + "; name it");
            System.exit(2);
        }
        int missed = 0;
        int loud = 0;
        for (Probe probe : Probe.all()) {
            List<Finding> twin = probe.findingsOfTwin(folder);
            boolean looked = !probe.checks().isEmpty();
            boolean found = !probe.hits(folder).isEmpty();
            missed += looked && !found ? 1 : 0;
            loud += twin.isEmpty() ? 0 : 1;
            System.out.printf(
                    "%-8s %-8s %s%n",
                    !looked ? "-" : found ? "found" : "MISSED",
                    twin.isEmpty() ? "silent" : "LOUD",
                    probe.name());
            if (looked && !found) {
                System.out.println("    wanted " + probe.checks() + " on " + probe.lines());
                print(probe.findings(folder));
            }
            if (!twin.isEmpty()) {
                System.out.println("    the twin is not silent:");
                print(twin);
            }
        }
        System.out.println(missed + " missed, " + loud + " twins not silent");
    }

    private static void print(List<Finding> findings) {
        for (Finding finding : findings) {
            System.out.println(
                    "    "
                            + finding.span().line()
                            + " "
                            + finding.check()
                            + ": "
                            + finding.message());
        }
    }
}

package dev.evenkeel.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rules of form that a formatter and a compiler do not watch. A fault is a line `path:line:
/// what is wrong`.
final class Tidy {
    static final int COLUMNS_MAX = 100;
    static final int FUNCTION_LINES_MAX = 70;
    static final int FILE_LINES_MAX = 500;

    private static final Set<String> NO_PACKAGES =
            Set.of("common", "util", "utils", "helper", "helpers", "manager", "impl", "service");

    /// Written in halves so that these rules do not find themselves.
    private static final Pattern LEFT_OVER =
            Pattern.compile(
                    "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|not " + "implemented|@Dis" + "abled");

    private static final Pattern PLACE =
            Pattern.compile("(?<![\\w.])(/wo" + "rk/|/ro" + "ot/|/ho" + "me/\\w|/Us" + "ers/)");

    private static final Pattern PRINTS =
            Pattern.compile("System\\.(o" + "ut|e" + "rr)\\b|\\.printStack" + "Trace\\(");

    private static final Pattern PACKAGE =
            Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    private Tidy() {}

    /// What is wrong with one text file; `path` is relative to the root.
    static List<String> faults(Path path, String text) {
        var faults = new ArrayList<String>();
        String ending = Repository.ending(path);
        report(faults, path, text, LEFT_OVER, "something is left to do here");
        if (!isInput(path)) {
            report(faults, path, text, PLACE, "a path of one machine");
        }
        switch (ending) {
            case "java" -> java(faults, path, text);
            case "md" -> markdown(faults, path, text);
            default -> {
                if (text.startsWith("#!")) {
                    size(faults, path, text);
                }
            }
        }
        return faults;
    }

    /// What is wrong with the packages of all sources: each needs one `package-info.java` that
    /// makes it null-marked.
    static List<String> packageFaults(List<Path> sources) {
        var packages = new TreeSet<String>();
        var marked = new HashSet<String>();
        for (Path source : sources) {
            packages.add(packageOf(source));
            if (source.endsWith("package-info.java")
                    && Repository.read(source).contains("@NullMarked")) {
                marked.add(packageOf(source));
            }
        }
        packages.removeAll(marked);
        return packages.stream()
                .map(name -> name + ": no package-info.java with @NullMarked")
                .toList();
    }

    private static String packageOf(Path source) {
        String text = source.toString().replace('\\', '/');
        return text.substring(text.indexOf("/java/") + 6, text.lastIndexOf('/')).replace('/', '.');
    }

    /// Configurations to be read may name any place.
    private static boolean isInput(Path path) {
        return path.startsWith("examples") || path.toString().contains("src/test/resources");
    }

    private static void java(List<String> faults, Path path, String text) {
        size(faults, path, text);
        for (Functions.Function function : Functions.of(path.toString(), text)) {
            if (function.lines() > FUNCTION_LINES_MAX) {
                faults.add(
                        "%s:%d: %s has %d lines, more than %d"
                                .formatted(
                                        path,
                                        function.line(),
                                        function.name(),
                                        function.lines(),
                                        FUNCTION_LINES_MAX));
            }
        }
        if (!mayPrint(path)) {
            report(faults, path, text, PRINTS, "only the command line prints");
        }
        Matcher found = PACKAGE.matcher(text);
        if (found.find()) {
            for (String word : found.group(1).split("\\.", -1)) {
                if (NO_PACKAGES.contains(word)) {
                    faults.add(path + ":1: a package is not called " + word);
                }
            }
        }
    }

    private static boolean mayPrint(Path path) {
        return path.startsWith("cli/src/main") || path.startsWith("lab/src/main");
    }

    private static void markdown(List<String> faults, Path path, String text) {
        if (!text.startsWith("# ")) {
            faults.add(path + ":1: a page starts with its title");
        }
    }

    private static void size(List<String> faults, Path path, String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length - 1 > FILE_LINES_MAX) {
            faults.add(
                    "%s:%d: %d lines, more than %d"
                            .formatted(path, FILE_LINES_MAX + 1, lines.length - 1, FILE_LINES_MAX));
        }
        for (int i = 0; i < lines.length; i++) {
            int columns = lines[i].codePointCount(0, lines[i].length());
            if (columns > COLUMNS_MAX) {
                faults.add(
                        "%s:%d: %d columns, more than %d"
                                .formatted(path, i + 1, columns, COLUMNS_MAX));
            }
        }
    }

    private static void report(
            List<String> faults, Path path, String text, Pattern pattern, String message) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            long line = text.substring(0, found.start()).lines().count();
            faults.add("%s:%d: %s".formatted(path, Math.max(line, 1), message));
        }
    }
}

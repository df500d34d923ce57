package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/// The whole project keeps the rules of form, and the rules find what they are for.
final class TidyTest {
    @Test
    void theProjectIsTidy() {
        assertThat(Repository.texts())
                .hasSizeGreaterThan(50)
                .flatMap(path -> Tidy.faults(path, Repository.read(path)))
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(Tidy.packageFaults(Repository.javaSources())).isEmpty();
    }

    @Test
    void findsALineThatIsTooLong() {
        String long101 = "// " + "x".repeat(98) + "\n";
        assertThat(faults("A.java", long101))
                .containsExactly("A.java:1: 101 columns, more than 100");
        assertThat(faults("A.java", long101.substring(1))).isEmpty();
    }

    @Test
    void findsAFunctionThatIsTooLong() {
        assertThat(faults("A.java", function(71)))
                .containsExactly("A.java:2: f has 71 lines, more than 70");
        assertThat(faults("A.java", function(70))).isEmpty();
    }

    @Test
    void findsAFileThatIsTooLong() {
        assertThat(faults("A.java", "//\n".repeat(501)))
                .containsExactly("A.java:501: 501 lines, more than 500");
        assertThat(faults("A.java", "//\n".repeat(500))).isEmpty();
    }

    @Test
    void findsWhatWasLeftToDo() {
        assertThat(faults("pom.xml", "<a/>\n<!-- TO" + "DO -->\n"))
                .containsExactly("pom.xml:2: something is left to do here");
    }

    @Test
    void findsPathsOfOneMachine() {
        assertThat(faults("a.sh", "cat /ho" + "me/anna/x\n"))
                .containsExactly("a.sh:1: a path of one machine");
        assertThat(faults("a.sh", "cat $root/ho" + "me/anna/x\n")).isEmpty();
    }

    @Test
    void findsPrintingOutsideTheCommandLine() {
        String prints = "class A {\n    { System.o" + "ut.println(); }\n}\n";
        assertThat(faults("core/src/main/java/A.java", prints))
                .containsExactly("core/src/main/java/A.java:2: only the command line prints");
        assertThat(faults("cli/src/main/java/A.java", prints)).isEmpty();
    }

    @Test
    void findsPackagesWithEmptyNames() {
        assertThat(faults("A.java", "package a.util;\n"))
                .containsExactly("A.java:1: a package is not called util");
    }

    @Test
    void findsPagesWithoutATitle() {
        assertThat(faults("a.md", "Words.\n"))
                .containsExactly("a.md:1: a page starts with its title");
        assertThat(faults("a.md", "# Words\n")).isEmpty();
    }

    private static List<String> faults(String path, String text) {
        return Tidy.faults(Path.of(path), text);
    }

    private static String function(int lines) {
        return "class A {\n    void f() {\n" + "        g();\n".repeat(lines - 2) + "    }\n}\n";
    }
}

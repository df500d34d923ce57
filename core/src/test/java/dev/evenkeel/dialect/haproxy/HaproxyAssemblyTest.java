package dev.evenkeel.dialect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class HaproxyAssemblyTest {
    private final List<Problem> problems = new ArrayList<>();

    private HaproxyConfig read(Version version, Map<String, String> environment, String... texts) {
        problems.clear();
        var collected = new HaproxyProblems(problems);
        var sources = new ArrayList<Source>();
        var trees = new ArrayList<HaproxyTree>();
        for (String text : texts) {
            var source = Source.of("file" + sources.size(), text);
            sources.add(source);
            trees.add(HaproxyParser.parse(source, version, collected));
        }
        var input = new Input(sources, Sources.none(), version, environment);
        return HaproxyAssembly.assemble(
                trees, input, HaproxyDialect.table(), collected, new LineCoverage());
    }

    private HaproxyConfig read(String text) {
        return read(Version.of(2, 6), Map.of(), text);
    }

    private List<String> refusals() {
        return problems.stream()
                .filter(problem -> problem.kind() == Problem.Kind.REFUSED)
                .map(Problem::message)
                .toList();
    }

    @Test
    void proxiesStartFromTheDefaultsAboveThem() {
        HaproxyConfig config =
                read(
                        """
                        backend a
                        defaults
                         mode http
                        backend b
                        defaults two
                        backend c
                        backend d from two
                        """);
        assertThat(problems).isEmpty();
        List<HaproxySection> s = config.sections();
        assertThat(s.get(0).defaults()).isNull();
        assertThat(s.get(2).defaults()).isSameAs(s.get(1));
        assertThat(s.get(4).defaults()).isSameAs(s.get(3));
        assertThat(s.get(5).defaults()).isSameAs(s.get(3));
        assertThat(s.get(1).lines()).extracting(line -> line.word(0)).containsExactly("mode");
    }

    @Test
    void defaultsMayStartFromNamedDefaultsOnly() {
        HaproxyConfig config = read("defaults a\ndefaults from a\ndefaults\n");
        assertThat(config.sections().get(1).defaults()).isSameAs(config.sections().get(0));
        assertThat(config.sections().get(2).defaults()).isNull();
        read("backend b from nowhere\n");
        assertThat(refusals()).singleElement().asString().contains("nowhere");
    }

    @Test
    void modifiersAreNoWords() {
        HaproxyLine line =
                read("defaults\n no option httplog\n").sections().getFirst().lines().getFirst();
        assertThat(line.word(0)).isEqualTo("option");
        assertThat(line.word(1)).isEqualTo("httplog");
        assertThat(line.modifier()).isEqualTo(HaproxyLine.Modifier.NO);
        assertThat(line.span().text()).isEqualTo("no option httplog");
        assertThat(line.span(0).text()).isEqualTo("option");
        read("defaults\n no mode http\n");
        assertThat(refusals()).hasSize(1);
    }

    @Test
    void variablesAreExpandedInDoubleQuotes() {
        HaproxyConfig config =
                read(
                        Version.of(2, 6),
                        Map.of("A", "x y", "HOME", "/h"),
                        """
                        global
                         setenv B b
                         presetenv A no
                         unsetenv HOME
                        backend p
                         k "$A" "${A[*]}" "${NO-d e}" "${B}c" '$B' "$HOME" "${.LINE}" "${.SECTION}"
                        """);
        HaproxyLine line = config.sections().get(1).lines().getFirst();
        assertThat(line.toString()).endsWith(" k x y x y d e bc $B $HOME 6 p");
        assertThat(line.size()).isEqualTo(10);
        assertThat(line.isUnresolved(7)).as("HOME was taken away").isTrue();
        assertThat(line.isUnresolved(1)).isFalse();
        assertThat(config.environment()).containsEntry("B", "b").doesNotContainKey("HOME");
    }

    @Test
    void conditionalBlocksAreDecided() {
        HaproxyConfig config =
                read(
                        Version.of(2, 6),
                        Map.of("A", "1"),
                        """
                        global
                        .if version_atleast(2.4) && !defined(B)
                         one
                         .if streq("$A",2)
                          two
                         .elif strneq("$A",2) || 0
                          three
                         .else
                          four
                         .endif
                        .else
                         .if nonsense(
                         five
                         .endif
                        .endif
                        .if "$NO"
                         six
                        .endif
                        """);
        assertThat(refusals()).isEmpty();
        assertThat(config.sections().getFirst().lines())
                .extracting(line -> line.word(0))
                .containsExactly("one", "three");
    }

    @Test
    void blocksMustBeWellFormed() {
        read(".if 1\n");
        assertThat(refusals()).hasSize(1);
        read(".endif\n.else\n.elif 1\n");
        assertThat(refusals()).hasSize(3);
        read(".if 1\n.else\n.else\n.endif\n");
        assertThat(refusals()).hasSize(1);
        read(".if strstr(a,b)\n.endif\n");
        assertThat(refusals()).singleElement().asString().contains("strstr");
        read(".if streq(a)\n.endif\n.if (1\n.endif\n.if 1 x\n.endif\n");
        assertThat(refusals()).hasSize(3);
    }

    @Test
    void whatDependsOnTheBuildIsSaid() {
        read("global\n.if feature(OPENSSL)\n.endif\n");
        assertThat(problems)
                .singleElement()
                .satisfies(p -> assertThat(p.kind()).isEqualTo(Problem.Kind.REMARK));
    }

    @Test
    void messagesSpeak() {
        read(".alert no\n.if 0\n.alert hidden\n.endif\n.notice a b\n.unheard of\n");
        assertThat(refusals()).hasSize(3);
    }

    @Test
    void sectionsDoNotGoOnInTheNextFile() {
        HaproxyConfig config =
                read(Version.of(2, 6), Map.of(), "defaults\n", "mode http\nbackend b\n");
        assertThat(refusals()).hasSize(1);
        assertThat(config.sections().get(1).defaults())
                .as("defaults do")
                .isSameAs(config.sections().getFirst());
    }

    @Test
    void anEmptyArgumentEndsTheLine() {
        HaproxyConfig config = read("global\n a \"\" b\n");
        assertThat(config.sections().getFirst().lines().getFirst().size()).isEqualTo(1);
        assertThat(refusals()).isEmpty();
        read(Version.of(3, 3), Map.of(), "global\n a \"\" b\n");
        assertThat(refusals()).hasSize(1);
    }

    @Test
    void proxiesOfOneKindNeedDifferentNames() {
        read("frontend a\nbackend a\n");
        assertThat(refusals()).isEmpty();
        read("frontend a\nlisten a\n");
        assertThat(refusals()).hasSize(1);
        read("backend a\nbackend a\n");
        assertThat(refusals()).hasSize(1);
        read(Version.of(3, 3), Map.of(), "frontend a\nbackend a\n");
        assertThat(refusals()).hasSize(1);
        read("backend a/b\nbackend\n");
        assertThat(refusals()).hasSize(2);
    }
}

package dev.evenkeel.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What checks say that follow all requests.
final class RoutingChecksTest {
    private static final String BEGIN =
            """
            defaults
                mode http
                timeout client 5s
                timeout server 5s
                timeout connect 5s
            frontend f
                bind 127.0.0.1:8080
            """;

    private static final String END =
            """
            backend a
                server s1 127.0.0.1:1 check
            backend b
                server s1 127.0.0.1:2 check
            """;

    @Test
    void theFewestRulesThatTakeEverythingAreNamed() {
        Finding finding =
                only(
                        "unreachable-rule",
                        """
                            use_backend a if { path_beg /x/one }
                            use_backend a if { method GET } { path_beg /x }
                            use_backend a if { path_beg /x/two }
                            use_backend a if !{ method GET } { path_beg /x }
                            use_backend b if { path_beg /x/y }
                            default_backend b
                        """);
        assertThat(finding.span().line()).isEqualTo(12);
        assertThat(finding.related()).extracting(one -> one.span().line()).containsExactly(9, 11);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(Objects.requireNonNull(finding.example()).target()).startsWith("/x/y");
    }

    @Test
    void aRuleThatChangesNothingIsANote() {
        Finding finding =
                only(
                        "unreachable-rule",
                        """
                            use_backend a if { path_beg /x }
                            use_backend a if { path_beg /x/y }
                            default_backend b
                        """);
        assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void whereAScriptMayDoAnythingThatIsSaid() {
        Examination examination =
                examination(
                        """
                            http-request lua.anything
                            use_backend a if { path_beg /x }
                            use_backend b if { path_beg /x/y }
                            default_backend b
                        """);
        assertThat(examination.findings()).isEmpty();
        assertThat(examination.remarks()).extracting(Problem::message).hasSize(1);
    }

    @Test
    void aRedirectToAHostThatMayBeElsewhereIsNoLoop() {
        assertThat(
                        examination(
                                        """
                                            redirect location http://new.example:8080/
                                            default_backend b
                                        """)
                                .findings())
                .extracting(Finding::check)
                .doesNotContain("redirect-loop");
        only(
                "redirect-loop",
                """
                    redirect location http://new.example:8080/ if { hdr(host) -i new.example:8080 }
                    default_backend b
                """);
    }

    /// So many rules for hosts and paths, as generators write them.
    private static String many(int rules) {
        var text = new StringBuilder("    http-request set-header X-Here yes\n");
        for (int i = 0; i < rules; i++) {
            text.append("    use_backend a if { hdr(host) -i h").append(i).append(".example }");
            text.append(" { path_beg /p").append(i).append(" /q/ }\n");
        }
        return text.toString();
    }

    @Test
    void inALongListEveryRuleIsShownByOneRequest() {
        String rules = many(400) + "    default_backend b\n";
        assertThat(examination(rules).findings()).isEmpty();
        Reach reach = Reach.of(reading(rules).balancer());
        assertThat(reach.isKnown()).isTrue();
        assertThat(reach.routing()).isEmpty();
        assertThat(reach.dead()).isEmpty();
    }

    @Test
    void inALongListTheRuleThatIsNeverReachedIsFound() {
        String rules =
                many(400) + "    use_backend b if { hdr(host) -i h7.example } { path_beg /q/r }\n";
        Finding finding = only("unreachable-rule", rules + "    default_backend b\n");
        assertThat(finding.span().line()).isEqualTo(9 + 400);
        assertThat(finding.related()).extracting(one -> one.span().line()).containsExactly(9 + 7);
    }

    @Test
    void inALongListThePathThatNeverCountsIsFound() {
        String rules =
                many(400)
                        + "    use_backend b if { hdr(host) -i h7.example } { path_beg /new /q/r"
                        + " }\n";
        Finding finding = only("partly-shadowed-rule", rules + "    default_backend b\n");
        assertThat(finding.message()).contains("`/q/r`");
    }

    @Test
    void inALongListTheRedirectThatNeverEndsIsFound() {
        String rules = "    redirect prefix /x if { path_beg /x }\n" + many(400);
        Finding finding = only("redirect-loop", rules + "    default_backend b\n");
        assertThat(finding.span().line()).isEqualTo(8);
    }

    private static Finding only(String check, String rules) {
        List<Finding> found =
                examination(rules).findings().stream()
                        .filter(finding -> finding.check().equals(check))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Examination examination(String rules) {
        return Examination.of(reading(rules), Settings.standard());
    }

    private static Reading reading(String rules) {
        Dialect dialect = Dialects.named("haproxy").orElseThrow();
        var source = Source.of("test", BEGIN + rules + END);
        var input = new Input(List.of(source), Sources.none(), dialect.standardVersion(), Map.of());
        return dialect.read(input);
    }
}

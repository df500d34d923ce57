package dev.evenkeel.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
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

    private static Finding only(String check, String rules) {
        List<Finding> found =
                examination(rules).findings().stream()
                        .filter(finding -> finding.check().equals(check))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Examination examination(String rules) {
        Dialect dialect = Dialects.named("haproxy").orElseThrow();
        var source = Source.of("test", BEGIN + rules + END);
        var input = new Input(List.of(source), Sources.none(), dialect.standardVersion(), Map.of());
        return Examination.of(dialect.read(input), Settings.standard());
    }
}

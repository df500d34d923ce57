package dev.evenkeel.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class SuppressionsTest {
    @Test
    void allowsTheLineItStandsIn() {
        var kept = apply("pool a # evenkeel: allow unused-pool — kept for the migration");
        assertThat(kept.findings()).isEmpty();
        assertThat(kept.suppressed()).isEqualTo(1);
    }

    @Test
    void allowsTheNextLineThatIsNoCommentWhenItStandsAlone() {
        var kept =
                apply(
                        """
                          # evenkeel: allow unused-pool: kept for the migration
                        # until Christmas

                        pool a
                        pool b
                        """);
        assertThat(kept.findings()).extracting(f -> f.span().text()).containsExactly("pool b");
        assertThat(kept.suppressed()).isEqualTo(1);
    }

    @Test
    void takesEverySeparator() {
        for (String separator : List.of(" — ", " – ", " -- ", " - ", ": ", " : ", "—", ":")) {
            var kept = apply("pool a # evenkeel: allow unused-pool" + separator + "because");
            assertThat(kept.findings()).as(separator).isEmpty();
        }
    }

    @Test
    void takesSeveralChecks() {
        var kept = apply("pool a # evenkeel: allow missing-timeout, unused-pool — both are known");
        assertThat(kept.suppressed()).isEqualTo(1);
        assertThat(messages(kept))
                .containsExactly(
                        "nothing is suppressed here: the line has no finding of"
                                + " `missing-timeout`");
    }

    @Test
    void wantsAReason() {
        for (String rest : List.of("", " —", " - ", " kept for the migration", ",")) {
            var kept = apply("pool a # evenkeel: allow unused-pool" + rest);
            assertThat(kept.suppressed()).as(rest).isZero();
            assertThat(messages(kept))
                    .as(rest)
                    .containsExactly(
                            "found", "this comment suppresses nothing: it gives no reason");
        }
    }

    @Test
    void saysWhenThereIsNoSuchCheck() {
        var kept = apply("pool a # evenkeel: allow unused-pol — kept");
        assertThat(messages(kept))
                .containsExactly(
                        "found", "this comment suppresses nothing: there is no check `unused-pol`");
    }

    @Test
    void saysWhenNothingIsSuppressed() {
        var kept = apply("server x # evenkeel: allow unused-pool — kept");
        assertThat(kept.suppressed()).isZero();
        assertThat(kept.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo("unused-suppression");
                    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
                });
    }

    @Test
    void saysWhenItKnowsNoSuchWord() {
        assertThat(messages(apply("# evenkeel: ignore everything")))
                .containsExactly(
                        "this comment suppresses nothing: behind `evenkeel:` only `allow` is"
                                + " known");
    }

    @Test
    void leavesOtherCommentsAlone() {
        assertThat(messages(apply("pool a # see evenkeel: allow unused-pool — no")))
                .containsExactly("found");
    }

    /// Every line that begins with `pool` has a finding; everything from `#` on is a comment.
    private static Suppressions.Kept apply(String text) {
        var source = Source.of("test", text);
        var findings = new ArrayList<Finding>();
        var comments = new ArrayList<Span>();
        for (int line = 1; line <= source.lines(); line++) {
            Span span = source.lineSpan(line);
            int hash = span.text().indexOf('#');
            if (span.text().startsWith("pool")) {
                findings.add(
                        new Finding(
                                "unused-pool", Severity.NOTE, span, "found", "", List.of(), null));
            }
            if (hash >= 0) {
                comments.add(new Span(source, span.start() + hash, span.end()));
            }
        }
        return Suppressions.apply(findings, comments);
    }

    private static List<String> messages(Suppressions.Kept kept) {
        return kept.findings().stream().map(Finding::message).toList();
    }
}

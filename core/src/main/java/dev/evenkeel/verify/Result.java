package dev.evenkeel.verify;

import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What became of one test. `reasons` say why it did not pass (empty: it did); `assumed` is what a
/// test that passed takes to be so that is not known before run time; `story` is how the request of
/// a test that did not, or one that shows why, makes its way (`null`: there is none).
public record Result(
        TestCase test,
        Status status,
        List<Reason> reasons,
        List<Assumption> assumed,
        @Nullable Traced story) {
    public enum Status {
        PASSED("passed", "passed"),
        FAILED("failed", "failed"),
        /// The model and the real program treat the request in different ways.
        DISAGREES("disagrees", "model and reality disagree"),
        /// Nothing shows that it fails, and it is not proven that it holds.
        NOT_PROVEN("not-proven", "not proven"),
        /// It asks for something that this run was not given.
        SKIPPED("skipped", "skipped");

        private final String word;
        private final String label;

        Status(String word, String label) {
            this.word = word;
            this.label = label;
        }

        /// As people read it.
        public String label() {
            return label;
        }

        /// As programs call it.
        public String word() {
            return word;
        }
    }

    /// Why a test did not pass, in one line, and the line of the test file or of the configuration
    /// that it is about.
    public record Reason(String text, Span span) {}

    public Result {
        reasons = List.copyOf(reasons);
        assumed = List.copyOf(assumed);
    }

    static Result passed(TestCase test, List<Assumption> assumed) {
        return new Result(test, Status.PASSED, List.of(), assumed, null);
    }

    static Result bad(TestCase test, Status status, List<Reason> reasons) {
        return new Result(test, status, reasons, List.of(), null);
    }

    Result with(@Nullable Traced told) {
        return new Result(test, status, reasons, assumed, told);
    }

    /// Whether it is as expected, or was not asked for.
    public boolean isGood() {
        return status == Status.PASSED || status == Status.SKIPPED;
    }
}

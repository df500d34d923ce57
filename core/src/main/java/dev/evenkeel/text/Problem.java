package dev.evenkeel.text;

/// Something wrong with a text, as data: parsing always returns and reports all of them together.
///
/// `message` says what is wrong in one sentence; `advice` what to do (may be empty).
public record Problem(Kind kind, Span span, String message, String advice) {
    public enum Kind {
        /// The real balancer would not start with this line.
        REFUSED,
        /// The real balancer starts, but says that it ignores or changes this line.
        DOUBTFUL,
        /// The version that is assumed starts with this line, a newer one would not.
        VERSION_DEPENDENT,
        /// A file that is not here: what it says is not known.
        MISSING,
        /// Worth saying, wrong nowhere: for example a context that was inferred.
        REMARK
    }

    public static Problem refused(Span span, String message, String advice) {
        return new Problem(Kind.REFUSED, span, message, advice);
    }

    public static Problem doubtful(Span span, String message, String advice) {
        return new Problem(Kind.DOUBTFUL, span, message, advice);
    }

    public static Problem missing(Span span, String message, String advice) {
        return new Problem(Kind.MISSING, span, message, advice);
    }

    public static Problem remark(Span span, String message) {
        return new Problem(Kind.REMARK, span, message, "");
    }
}

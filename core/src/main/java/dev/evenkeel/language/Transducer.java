package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A function from texts to texts that a finite machine computes in one walk over the text; some
/// texts have no image. The set of the texts whose images lie in a regular set is regular as well:
/// `Partition.before` makes it.
public final class Transducer {
    private final List<Step> steps;

    private Transducer(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    private static Transducer of(Step step) {
        return new Transducer(List.of(step));
    }

    List<Step> steps() {
        return steps;
    }

    /// First this one, then the other on what comes out.
    public Transducer then(Transducer other) {
        var all = new ArrayList<Step>(steps);
        all.addAll(other.steps);
        return new Transducer(all);
    }

    /// The image of a text, which has one char per byte; `null` when it has none.
    public @Nullable String apply(String text) {
        String image = text;
        for (Step step : steps) {
            image = image(step, image);
            if (image == null) {
                return null;
            }
        }
        return image;
    }

    private static @Nullable String image(Step step, String text) {
        var written = new Written();
        int state = step.start();
        for (int i = 0; i < text.length() && state != Step.NOTHING; i++) {
            state = step.next(state, text.charAt(i) & 0xFF, written);
        }
        boolean defined = state != Step.NOTHING && step.end(state, written);
        return defined ? written.text.toString() : null;
    }

    private static final class Written implements Step.Output {
        private final StringBuilder text = new StringBuilder();
        private String marked = "";

        @Override
        public void emit(int b) {
            text.append((char) b);
        }

        @Override
        public void restart() {
            text.setLength(0);
        }

        @Override
        public void mark() {
            marked = text.toString();
        }

        @Override
        public void back() {
            text.setLength(0);
            text.append(marked);
        }
    }

    /// ASCII letters in lower case.
    public static Transducer lower() {
        return of(new LetterSteps.Shifted('A', 'Z', 32));
    }

    /// ASCII letters in upper case.
    public static Transducer upper() {
        return of(new LetterSteps.Shifted('a', 'z', -32));
    }

    /// Put between two texts.
    public static Transducer surrounded(String prefix, String suffix) {
        return of(new EndSteps.Surrounded(prefix, suffix));
    }

    /// What stands between two texts at the ends; nothing for texts without them.
    public static Transducer stripped(String prefix, String suffix) {
        return of(new EndSteps.Stripped(prefix, suffix));
    }

    /// Without the dot at the end, if there is one.
    public static Transducer withoutDot() {
        return of(new EndSteps.WithoutDot());
    }

    /// What stands behind the first place where a mark stands; nothing for texts without it.
    public static Transducer behind(String mark) {
        return of(new EndSteps.Behind(mark));
    }

    /// The n-th field between separators, empty ones counted, from the end when n is negative;
    /// nothing when there are fewer. So many fields are taken together as `count` says; not
    /// positive is all that follow, or all before when n is negative. `null` when no machine of
    /// this kind computes it: for n below -2, and for several fields that end at one counted from
    /// the end.
    public static @Nullable Transducer field(int n, String separators, int count) {
        if (n == 0) {
            return of(new EndSteps.Nowhere());
        }
        if (n > 0) {
            return of(new FieldSteps.Field(n, ByteSet.of(separators), count));
        }
        return n < -2 || count > 1
                ? null
                : of(new FieldSteps.LastField(-n, ByteSet.of(separators), count < 1));
    }

    /// The n-th word: as fields, but empty ones do not count, and a word that is missing is empty.
    /// `null` when no machine of this kind computes it.
    public static @Nullable Transducer word(int n, String separators, int count) {
        if (n == 0) {
            return of(new EndSteps.Nowhere());
        }
        if (n > 0) {
            return of(new FieldSteps.Word(n, ByteSet.of(separators), count));
        }
        boolean rest = count < 1;
        return n < (rest ? -1 : -2) || count > 1
                ? null
                : of(new FieldSteps.LastWord(-n, ByteSet.of(separators), rest));
    }

    /// The beginning of a text: at most so many bytes, so many parts that begin with a slash, and
    /// what stands before a mark, a single byte; 0 and the empty text are no bound.
    public static Transducer beginning(int length, int depth, String mark) {
        return of(
                new FieldSteps.Beginning(
                        Math.max(length, 0),
                        Math.max(depth, 0),
                        mark.isEmpty() ? -1 : mark.charAt(0) & 0xFF));
    }

    /// The name that a `Host` line asks for: in lower case, without port and without a dot at the
    /// end; nothing when it names none.
    public static Transducer hostName() {
        return of(new HostSteps.Name());
    }

    /// Without a port at the end, that is a colon and digits, or none.
    public static Transducer hostOnly() {
        return of(new HostSteps.WithoutPort());
    }

    /// The number behind the colon at the end; `0` without one.
    public static Transducer portOnly() {
        return of(new HostSteps.Port());
    }

    /// Escapes such as `%2F` undone; nothing when one is broken. `+` is a blank in a form, and
    /// behind the first `?`.
    public static Transducer percentDecoded(boolean inForm) {
        return of(new LetterSteps.PercentDecoded(inForm));
    }

    /// The longest run of some bytes behind what an expression matches at the start of a text;
    /// nothing for texts that do not begin so. `null` when the expression may match two beginnings
    /// of one text, or looks at the ends of the text, or needs too many states.
    public static @Nullable Transducer captured(Regular before, ByteSet taken) {
        Step step = CaptureStep.of(before, taken);
        return step == null ? null : of(step);
    }
}

package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Conditions that only ask whether some parts of the request are one text each, or begin or end
/// with it, with all their texts in one piece of memory: among thousands of rules each look at
/// another piece costs more than the comparison.
///
/// For each text there are a byte that says how it is compared, two with its length, and its bytes.
final class PackedTexts {
    private static final int IGNORING_CASE = 0x40;
    private static final int HEAD = 3;
    private static final int LENGTH_MAX = 0xFFFF;

    /// How a text is compared.
    private static final int EQUAL = 0;

    private static final int BEGINNING = 1;
    private static final int END = 2;

    /// The parts that rules look at: one array for all rules that look at the same.
    private final Map<List<Expression>, Expression[]> subjects = new HashMap<>();

    /// The parts that a condition looks at; `null` when it asks for more than that.
    Expression @Nullable [] subjects(Test test) {
        List<Test.Matched> texts = texts(test);
        if (texts.isEmpty()) {
            return null;
        }
        List<Expression> all = texts.stream().map(Test.Matched::subject).toList();
        return subjects.computeIfAbsent(all, _ -> all.toArray(Expression[]::new));
    }

    /// The texts of such a condition.
    static byte[] packed(Test test) {
        var packed = new ByteArrayOutputStream();
        for (Test.Matched one : texts(test)) {
            String text = one.patterns().single();
            if (text == null) {
                throw new IllegalStateException("not one text: " + one.match());
            }
            boolean ignoring = one.match().matcher().ignoreCase();
            packed.write(code(one.patterns().method()) | (ignoring ? IGNORING_CASE : 0));
            packed.write(text.length() >> 8);
            packed.write(text.length());
            for (int i = 0; i < text.length(); i++) {
                packed.write(text.charAt(i));
            }
        }
        return packed.toByteArray();
    }

    private static int code(Matcher.Method method) {
        return switch (method) {
            case EXACT -> EQUAL;
            case PREFIX -> BEGINNING;
            case SUFFIX -> END;
            default -> throw new IllegalStateException("not packed: " + method);
        };
    }

    private static List<Test.Matched> texts(Test test) {
        var texts = new ArrayList<Test.Matched>();
        Test[] parts = test instanceof Test.All all ? all.tests : new Test[] {test};
        for (Test part : parts) {
            if (!(part instanceof Test.Matched matched)
                    || !(matched.subject() instanceof Expression.Part)
                    || !isPacked(matched.patterns().single())) {
                return List.of();
            }
            texts.add(matched);
        }
        return texts;
    }

    private static boolean isPacked(@Nullable String text) {
        return text != null && text.length() <= LENGTH_MAX && text.chars().allMatch(c -> c <= 0xFF);
    }

    /// Whether such a condition holds; `UNKNOWN` when a part is not known.
    static int truth(Expression[] subjects, byte[] packed, Values values) {
        var comparison = new Comparison(packed);
        for (Expression subject : subjects) {
            boolean matched = values.any(subject, comparison);
            if (comparison.isOpen) {
                return Test.UNKNOWN;
            }
            if (!matched) {
                return Test.FALSE;
            }
            comparison.next();
        }
        return Test.TRUE;
    }

    /// Compares the values of a part with one text after the other.
    private static final class Comparison implements Predicate<String> {
        private final byte[] packed;
        private int at;
        private boolean isOpen;

        private Comparison(byte[] packed) {
            this.packed = packed;
        }

        private int length() {
            return (packed[at + 1] & 0xFF) << 8 | (packed[at + 2] & 0xFF);
        }

        private void next() {
            at += HEAD + length();
        }

        @Override
        public boolean test(String value) {
            if (RequestState.isUnknown(value)) {
                isOpen = true;
                return true;
            }
            int length = length();
            int beyond = value.length() - length;
            return switch (packed[at] & ~IGNORING_CASE) {
                case EQUAL -> beyond == 0 && isHere(value, 0, length);
                case BEGINNING -> beyond >= 0 && isHere(value, 0, length);
                default -> beyond >= 0 && isHere(value, beyond, length);
            };
        }

        private boolean isHere(String value, int from, int length) {
            boolean ignoring = (packed[at] & IGNORING_CASE) != 0;
            for (int i = 0; i < length; i++) {
                int c = value.charAt(from + i);
                int cased = ignoring && c >= 'A' && c <= 'Z' ? c | 0x20 : c;
                if (cased != (packed[at + HEAD + i] & 0xFF)) {
                    return false;
                }
            }
            return true;
        }
    }
}

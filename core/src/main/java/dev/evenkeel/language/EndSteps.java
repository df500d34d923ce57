package dev.evenkeel.language;

/// Functions that look at the ends of a text, or for a text in it.
final class EndSteps {
    private EndSteps() {}

    /// Nothing for all texts.
    record Nowhere() implements Step {
        @Override
        public int start() {
            return NOTHING;
        }

        @Override
        public int next(int state, int b, Output output) {
            return NOTHING;
        }

        @Override
        public boolean end(int state, Output output) {
            return false;
        }
    }

    record Surrounded(String prefix, String suffix) implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (state == 0) {
                output.emit(prefix);
            }
            output.emit(b);
            return 1;
        }

        @Override
        public boolean end(int state, Output output) {
            if (state == 0) {
                output.emit(prefix);
            }
            output.emit(suffix);
            return true;
        }

        @Override
        public boolean adds(int state) {
            return true;
        }
    }

    /// States count the bytes of the prefix, then those of the suffix that the text ends with,
    /// which are held back.
    static final class Stripped implements Step {
        private final String prefix;
        private final Occurrence suffix;

        Stripped(String prefix, String suffix) {
            this.prefix = prefix;
            this.suffix = new Occurrence(suffix);
        }

        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (state < prefix.length()) {
                return prefix.charAt(state) == b ? state + 1 : NOTHING;
            }
            int held = state - prefix.length();
            int next = suffix.next(held, b);
            int written = held + 1 - next;
            for (int i = 0; i < Math.min(written, held); i++) {
                output.emit(suffix.at(i));
            }
            if (written > held) {
                output.emit(b);
            }
            return prefix.length() + next;
        }

        @Override
        public boolean end(int state, Output output) {
            return state == prefix.length() + suffix.length();
        }
    }

    /// State 1 holds a dot back.
    record WithoutDot() implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (state == 1) {
                output.emit('.');
            }
            if (b == '.') {
                return 1;
            }
            output.emit(b);
            return 0;
        }

        @Override
        public boolean end(int state, Output output) {
            return true;
        }

        @Override
        public boolean adds(int state) {
            return true;
        }
    }

    /// States count the bytes of the mark that the text ends with, until it was met.
    static final class Behind implements Step {
        private final Occurrence mark;

        Behind(String mark) {
            this.mark = new Occurrence(mark);
        }

        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (state < mark.length()) {
                return mark.next(state, b);
            }
            output.emit(b);
            return state;
        }

        @Override
        public boolean end(int state, Output output) {
            return state == mark.length();
        }

        @Override
        public boolean adds(int state) {
            return state == mark.length();
        }
    }

    /// How much of a text another ends with, at its most. Source of the algorithm: D. Knuth, J.
    /// Morris, V. Pratt, "Fast pattern matching in strings" (1977).
    private static final class Occurrence {
        private final String text;

        /// The length of the longest proper end of each beginning that is a beginning too.
        private final int[] shorter;

        private Occurrence(String text) {
            this.text = text;
            shorter = new int[text.length() + 1];
            for (int i = 1; i < text.length(); i++) {
                shorter[i + 1] = next(shorter[i], text.charAt(i));
            }
        }

        private int length() {
            return text.length();
        }

        private int at(int index) {
            return text.charAt(index);
        }

        private int next(int length, int b) {
            int at = length;
            while (at == text.length() || text.charAt(at) != b) {
                if (at == 0) {
                    return 0;
                }
                at = shorter[at];
            }
            return at + 1;
        }
    }
}

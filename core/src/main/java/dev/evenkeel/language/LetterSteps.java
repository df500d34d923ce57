package dev.evenkeel.language;

/// Functions that turn bytes, or short runs of bytes, into others.
final class LetterSteps {
    private LetterSteps() {}

    /// The bytes of a range moved by a distance.
    record Shifted(int first, int last, int distance) implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            output.emit(b >= first && b <= last ? b + distance : b);
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

    /// Escapes undone. States: 0 outside of escapes, 1 behind `%`, 2 to 17 behind a digit more; and
    /// so much more once plus signs are blanks.
    record PercentDecoded(boolean inForm) implements Step {
        private static final int FORM = 18;

        @Override
        public int start() {
            return inForm ? FORM : 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            int form = state >= FORM ? FORM : 0;
            int place = state - form;
            if (place == 0) {
                if (b == '%') {
                    return form + 1;
                }
                output.emit(b == '+' && form > 0 ? ' ' : b);
                return b == '?' ? FORM : form;
            }
            int digit = b < 128 ? Character.digit(b, 16) : -1;
            if (digit < 0) {
                return NOTHING;
            }
            if (place == 1) {
                return form + 2 + digit;
            }
            output.emit(16 * (place - 2) + digit);
            return form;
        }

        @Override
        public boolean end(int state, Output output) {
            return state == 0 || state == FORM;
        }
    }
}

package dev.evenkeel.language;

/// Functions that take names and ports apart.
final class HostSteps {
    private HostSteps() {}

    /// The name in lower case, without port and without a dot at its end; nothing when that is
    /// empty. A colon before the bracket that closes belongs to the address.
    record Name() implements Step {
        private static final int EMPTY = 0;
        private static final int DOT_ONLY = 1;
        private static final int NAME = 2;
        private static final int NAME_DOT = 3;
        private static final int BRACKET = 4;
        private static final int BRACKET_DOT = 5;

        @Override
        public int start() {
            return EMPTY;
        }

        @Override
        public int next(int state, int b, Output output) {
            boolean bracket =
                    state == BRACKET || state == BRACKET_DOT || (state == EMPTY && b == '[');
            if (state == DONE) {
                return DONE;
            }
            if (b == ':' && !bracket) {
                return state == EMPTY || state == DOT_ONLY ? NOTHING : DONE;
            }
            if (state == DOT_ONLY || state == NAME_DOT || state == BRACKET_DOT) {
                output.emit('.');
            }
            if (b == '.') {
                return bracket ? BRACKET_DOT : state == EMPTY ? DOT_ONLY : NAME_DOT;
            }
            output.emit(b >= 'A' && b <= 'Z' ? b + 32 : b);
            return bracket && b != ']' ? BRACKET : NAME;
        }

        @Override
        public boolean end(int state, Output output) {
            return state != EMPTY && state != DOT_ONLY;
        }

        @Override
        public boolean adds(int state) {
            return state != EMPTY && state != DOT_ONLY;
        }
    }

    /// State 1: behind a colon and digits, the mark stands before the colon.
    record WithoutPort() implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (b == ':') {
                output.mark();
            }
            output.emit(b);
            return b == ':' || (state == 1 && b >= '0' && b <= '9') ? 1 : 0;
        }

        @Override
        public boolean end(int state, Output output) {
            if (state == 1) {
                output.back();
            }
            return true;
        }

        @Override
        public boolean marks() {
            return true;
        }
    }

    /// The number behind the last colon, of 63 bits at most. States: 0 without a number; else how
    /// many digits were written, and how they compare to those of the greatest number.
    record Port() implements Step {
        private static final String GREATEST = String.valueOf(Long.MAX_VALUE);
        private static final int LENGTH = GREATEST.length();
        private static final int TOO_MANY = 3 * (LENGTH + 1) + 1;

        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (b == ':') {
                output.restart();
                return state(0, 1);
            }
            if (state == 0) {
                return 0;
            }
            if (b < '0' || b > '9') {
                output.restart();
                return 0;
            }
            if (state == TOO_MANY) {
                return TOO_MANY;
            }
            int digits = (state - 1) / 3;
            int comparison = (state - 1) % 3;
            if (digits == 0 && b == '0') {
                return state;
            }
            if (digits < LENGTH && comparison == 1) {
                comparison = 1 + Integer.signum(b - GREATEST.charAt(digits));
            }
            if (digits == LENGTH || (digits == LENGTH - 1 && comparison == 2)) {
                output.restart();
                return TOO_MANY;
            }
            output.emit(b);
            return state(digits + 1, comparison);
        }

        private static int state(int digits, int comparison) {
            return 1 + 3 * digits + comparison;
        }

        @Override
        public boolean end(int state, Output output) {
            if (state == TOO_MANY) {
                output.emit(GREATEST);
            } else if (state <= 3) {
                output.emit('0');
            }
            return true;
        }
    }
}

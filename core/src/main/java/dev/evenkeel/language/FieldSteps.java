package dev.evenkeel.language;

/// Functions that cut a part out of a text.
final class FieldSteps {
    private FieldSteps() {}

    /// The n-th field and those taken with it. States: 1 to n - 1 in a field before; from n on in
    /// those wanted.
    record Field(int n, ByteSet separators, int count) implements Step {
        @Override
        public int start() {
            return 1;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (state == DONE) {
                return DONE;
            }
            boolean separates = separators.has(b);
            if (state < n) {
                return separates ? state + 1 : state;
            }
            if (separates && state - n + 1 == count) {
                return DONE;
            }
            output.emit(b);
            return separates && count > 0 ? state + 1 : state;
        }

        @Override
        public boolean end(int state, Output output) {
            return state >= n;
        }

        @Override
        public boolean adds(int state) {
            return state >= n;
        }
    }

    /// The last field, or the one before it; or all up to it. State 1: behind a separator.
    record LastField(int n, ByteSet separators, boolean all) implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (!separators.has(b)) {
                output.emit(b);
                return state;
            }
            if (n > 1) {
                output.mark();
            }
            if (all) {
                output.emit(b);
            } else {
                output.restart();
            }
            return 1;
        }

        @Override
        public boolean end(int state, Output output) {
            if (n > 1) {
                output.back();
            }
            return n == 1 || state == 1;
        }

        @Override
        public boolean marks() {
            return n > 1;
        }
    }

    /// The n-th word and those taken with it. States: twice the number of words begun, or of those
    /// ended among the wanted, and 1 within a word.
    record Word(int n, ByteSet separators, int count) implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (state == DONE) {
                return DONE;
            }
            boolean separates = separators.has(b);
            boolean inside = state % 2 == 1;
            int words = state / 2;
            if (words >= n && separates && inside && words - n + 1 == count) {
                return DONE;
            }
            if (words < n && !inside && !separates) {
                words++;
            } else if (words >= n && inside && separates && count > 0) {
                words++;
            }
            if (words >= n) {
                output.emit(b);
            }
            return 2 * words + (separates ? 0 : 1);
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

    /// The last word, or the one before it; or all up to the end of the last. State 1: within a
    /// word.
    record LastWord(int n, ByteSet separators, boolean all) implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            boolean separates = separators.has(b);
            if (all) {
                if (separates && state == 1) {
                    output.mark();
                }
                output.emit(b);
                return separates ? 0 : 1;
            }
            if (separates) {
                return 0;
            }
            if (state == 0) {
                if (n > 1) {
                    output.mark();
                }
                output.restart();
            }
            output.emit(b);
            return 1;
        }

        @Override
        public boolean end(int state, Output output) {
            if (all ? state == 0 : n > 1) {
                output.back();
            }
            return true;
        }

        @Override
        public boolean marks() {
            return all || n > 1;
        }
    }

    /// States count bytes and slashes, as far as they are bounded.
    record Beginning(int length, int depth, int mark) implements Step {
        @Override
        public int start() {
            return 0;
        }

        @Override
        public int next(int state, int b, Output output) {
            if (state == DONE) {
                return DONE;
            }
            int bytes = state / (depth + 1);
            int slashes = state % (depth + 1);
            if (b == '/' && depth > 0) {
                if (slashes == depth) {
                    return DONE;
                }
                slashes++;
            }
            if (b == mark) {
                return DONE;
            }
            output.emit(b);
            bytes += length > 0 ? 1 : 0;
            return length > 0 && bytes == length ? DONE : bytes * (depth + 1) + slashes;
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
}

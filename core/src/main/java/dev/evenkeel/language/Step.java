package dev.evenkeel.language;

/// One function of texts, as a deterministic machine that reads a text byte by byte and writes its
/// image; or finds that there is none. Its states are numbers, of which texts reach finitely many.
interface Step {
    /// The state in which no text that follows has an image.
    int NOTHING = -1;

    /// The state that ignores what follows: the image is complete.
    int DONE = Integer.MAX_VALUE;

    int start();

    /// The state behind a byte (0 to 255).
    int next(int state, int b, Output output);

    /// What is written at the end of the text; `false` when it has no image.
    boolean end(int state, Output output);

    /// Whether every text that follows has an image, to which it only adds.
    default boolean adds(int state) {
        return state == DONE;
    }

    /// Whether it ever goes back to a mark.
    default boolean marks() {
        return false;
    }

    /// The image so far.
    interface Output {
        void emit(int b);

        /// Makes the image empty.
        void restart();

        /// Remembers the image as it is; at the start the empty one is remembered.
        void mark();

        /// Makes the image the one that is remembered.
        void back();

        default void emit(String text) {
            for (int i = 0; i < text.length(); i++) {
                emit(text.charAt(i) & 0xFF);
            }
        }
    }
}

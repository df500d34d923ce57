package dev.evenkeel.predict;

/// What became of one rule of a policy; `because` says in plain words what violates it, or what is
/// not known (empty: it is kept).
public record Ruling(String rule, Result result, String because) {
    public enum Result {
        KEPT("kept"),
        VIOLATED("violated"),
        /// It cannot be said whether it is kept.
        UNDECIDED("undecided");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        /// As programs call it.
        public String word() {
            return word;
        }
    }

    static Ruling kept(String rule) {
        return new Ruling(rule, Result.KEPT, "");
    }

    static Ruling violated(String rule, String because) {
        return new Ruling(rule, Result.VIOLATED, because);
    }

    static Ruling undecided(String rule, String because) {
        return new Ruling(rule, Result.UNDECIDED, because);
    }
}

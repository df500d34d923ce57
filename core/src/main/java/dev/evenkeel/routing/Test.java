package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A condition made ready to be asked of a request. The answer has three values; with `UNKNOWN` the
/// walk holds the atom that it hangs on.
sealed interface Test {
    int FALSE = 0;
    int TRUE = 1;
    int UNKNOWN = 2;

    int of(Walk walk);

    record Constant(int truth) implements Test {
        @Override
        public int of(Walk walk) {
            return truth;
        }
    }

    final class All implements Test {
        final Test[] tests;

        All(List<Test> tests) {
            this.tests = tests.toArray(Test[]::new);
        }

        @Override
        public int of(Walk walk) {
            int truth = TRUE;
            for (Test test : tests) {
                int one = test.of(walk);
                if (one == FALSE) {
                    return FALSE;
                }
                truth = one == UNKNOWN ? UNKNOWN : truth;
            }
            return truth;
        }
    }

    final class Any implements Test {
        private final Test[] tests;

        Any(List<Test> tests) {
            this.tests = tests.toArray(Test[]::new);
        }

        @Override
        public int of(Walk walk) {
            int truth = FALSE;
            for (Test test : tests) {
                int one = test.of(walk);
                if (one == TRUE) {
                    return TRUE;
                }
                truth = one == UNKNOWN ? UNKNOWN : truth;
            }
            return truth;
        }
    }

    record Not(Test test) implements Test {
        @Override
        public int of(Walk walk) {
            int truth = test.of(walk);
            return truth == UNKNOWN ? UNKNOWN : TRUE - truth;
        }
    }

    /// Not known before run time, unless the user says. The exception is taken not to be so.
    record Open(Atom atom, Condition condition, boolean exceptional) implements Test {
        @Override
        public int of(Walk walk) {
            int truth = exceptional ? walk.exception(atom) : walk.truth(atom);
            walk.saw(condition, null, truth);
            return truth;
        }
    }

    /// A comparison of values with patterns: true when any value matches any pattern. `subject` is
    /// that of the match, or one that is equal.
    record Matched(Condition.Match match, Expression subject, Patterns patterns) implements Test {
        @Override
        public int of(Walk walk) {
            return patterns.method().isAboutFiles() ? existing(walk) : compared(walk);
        }

        private int compared(Walk walk) {
            if (patterns.method() == Matcher.Method.TRUE
                    && subject instanceof Expression.Unknown(String text, var span, _)
                    && walk.isSaid(text)) {
                // Users say `true` where the program has a 1.
                int truth = walk.truth(new Atom(text, text, span));
                walk.saw(match, truth == TRUE ? "1" : "0", truth);
                return truth;
            }
            var comparison = new Comparison(walk, patterns);
            boolean matched = walk.values().any(subject, comparison);
            int truth = matched ? TRUE : comparison.open ? UNKNOWN : FALSE;
            if (truth == UNKNOWN) {
                truth = Draw.truth(match, patterns);
            }
            if (truth == UNKNOWN) {
                truth = walk.truth(atom(walk));
            }
            walk.saw(match, comparison.last, truth);
            return truth;
        }

        /// The same text asks the same; what rules made unknown asks anew, and chance in every
        /// rule.
        private Atom atom(Walk walk) {
            String text = match.span().text();
            boolean same = match.subject() instanceof Expression.Unknown;
            Object key =
                    same
                            ? text
                            : Draw.isDrawn(match.subject())
                                    ? new Draw(match, walk.ruleNumber())
                                    : match;
            return new Atom(key, text, match.span());
        }

        /// Whether a path exists is the user's to say.
        private int existing(Walk walk) {
            String path = walk.values().one(match.subject());
            String kind = patterns.matcher().patterns().getFirst().text();
            if (path == null) {
                walk.saw(match, null, FALSE);
                return FALSE;
            }
            int truth =
                    switch (patterns.matcher().method()) {
                        case USUALLY_EXISTING -> walk.usually(path, kind, true, match.span());
                        case SELDOM_EXISTING -> walk.usually(path, kind, false, match.span());
                        default -> walk.exists(path, kind, match.span());
                    };
            walk.saw(match, path, truth);
            return truth;
        }
    }

    /// Compares one value after the other until one matches.
    final class Comparison implements java.util.function.Predicate<String> {
        private final Walk walk;
        private final Patterns patterns;
        private boolean open;
        private @Nullable String last;

        private Comparison(Walk walk, Patterns patterns) {
            this.walk = walk;
            this.patterns = patterns;
        }

        @Override
        public boolean test(String value) {
            last = value;
            int found = patterns.first(value, walk.state());
            open |= found == Patterns.UNKNOWN;
            return found >= 0;
        }
    }
}

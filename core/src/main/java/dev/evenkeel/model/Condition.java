package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.List;

/// When a rule applies.
public sealed interface Condition {
    record Always() implements Condition {}

    record Never() implements Condition {}

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    /// A condition by its name, where it is used.
    record Named(NamedCondition declaration, Span span) implements Condition {}

    /// A name that nothing declares.
    record Undefined(String name, Span span) implements Condition {}

    /// True when any value of the subject matches any pattern; a subject without a value is false.
    record Match(Expression subject, Matcher matcher, Span span) implements Condition {}

    /// Not known before run time: both outcomes are possible. What is `exceptional` (a limit is
    /// exceeded, an answer is in the cache) is taken not to be so, and that is said.
    record Unknown(String text, Span span, boolean exceptional) implements Condition {
        public Unknown(String text, Span span) {
            this(text, span, false);
        }

        public static Unknown exceptional(String text, Span span) {
            return new Unknown(text, span, true);
        }
    }

    Condition ALWAYS = new Always();

    Condition NEVER = new Never();
}

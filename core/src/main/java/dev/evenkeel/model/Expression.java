package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A value computed from a request: bytes, or nothing at all (which is not the empty text).
public sealed interface Expression {
    record Text(String text) implements Expression {}

    /// A part of the request.
    record Part(Field field) implements Expression {}

    record Variable(String name) implements Expression {}

    /// A group of the last regular expression that matched: its number or its name.
    record Capture(String group) implements Expression {}

    /// The values one after the other; nothing counts as empty.
    record Joined(List<Expression> parts) implements Expression {
        public Joined {
            parts = List.copyOf(parts);
        }
    }

    /// A value passed through a named function (`lower`, `field`, `url_dec`, …). Nothing stays
    /// nothing, but for `default-to`, whose argument takes the place of nothing. Changes between
    /// kinds of values that alter the bytes are functions too: `hex` and `unhex` (bytes as
    /// hexadecimal text and back), `binary-number` and `binary-address` (in network order, 8 and 4
    /// or 16 bytes long), `plain-integer` (the number a text begins with), `leading-integer` (the
    /// same as an older program reads it), `address` (nothing when the text is no address),
    /// `address-number` (the decimal number that the words of an address make when they are joined
    /// by exclusive or), `not-empty` (nothing instead of the empty text), `present` (`1` or `0`),
    /// `beginning` (pairs of arguments: at most `len` bytes, at most `depth` slashes, only what
    /// stands `before` a mark), `second-level-domain`, `visible` (nothing when the text holds
    /// blanks or control characters), `authority` (nothing when the text is no host with maybe a
    /// port; with `strict` as RFC 3986 has it), `once` (the variable that its argument names, which
    /// becomes the value, or the empty text for nothing, when it is first asked for and not set),
    /// `same-authority` (nothing when the target and the host behind the blank name different
    /// hosts), `drawn` (a number by chance, from the first argument to the second, another one
    /// whenever it is asked for).
    record Converted(Expression input, String converter, List<String> arguments)
            implements Expression {
        public Converted {
            arguments = List.copyOf(arguments);
        }
    }

    /// What a table says for a key; without an entry `fallback`, else nothing.
    record Lookup(Table table, Expression key, @Nullable Expression fallback)
            implements Expression {}

    /// One of several values, chosen by a hash of the key: the shares are in hundredths of a
    /// percent and the last value takes what is left when `restSpan` is given; else the rest is
    /// nothing.
    record Split(Expression key, List<Share> shares, boolean takesRest, Span span)
            implements Expression {
        public Split {
            shares = List.copyOf(shares);
        }
    }

    record Share(int basisPoints, Expression value, Span span) {}

    /// Not known before run time; `text` is the expression as written. `usual` is the value it has
    /// while nothing special happens, if there is such a value: it is taken, and said.
    record Unknown(String text, Span span, @Nullable String usual) implements Expression {
        public Unknown(String text, Span span) {
            this(text, span, null);
        }
    }

    /// The name of the function that remembers what was computed first.
    String ONCE = "once";

    /// How it is computed when it is not remembered yet.
    default Expression computed() {
        boolean once = this instanceof Converted converted && converted.converter.equals(ONCE);
        return once ? ((Converted) this).input : this;
    }

    static Expression text(String text) {
        return new Text(text);
    }

    static Expression field(Field.Kind kind) {
        return new Part(Field.of(kind));
    }
}

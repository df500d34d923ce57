package dev.evenkeel.predict;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/// Whether two parts of two configurations say the same, wherever they stand.
final class Sameness {
    /// Pairs that must be the same; not on the stack, as a configuration can nest deeply.
    private final Deque<Pair> open = new ArrayDeque<>();

    private record Pair(@Nullable Object one, @Nullable Object other) {}

    private Sameness() {}

    static boolean of(Algorithm one, Algorithm other) {
        if (one instanceof Algorithm.Hash(var key, var form)
                && other instanceof Algorithm.Hash(var otherKey, var otherForm)) {
            return form.equals(otherForm) && of(key, otherKey);
        }
        return one.equals(other);
    }

    static boolean of(Expression one, Expression other) {
        return new Sameness().add(one, other).holds();
    }

    static boolean of(List<Affinity> some, List<Affinity> others) {
        var sameness = new Sameness();
        for (int i = 0; i < some.size() && i < others.size(); i++) {
            Affinity one = some.get(i);
            Affinity other = others.get(i);
            boolean same =
                    one.kind() == other.kind()
                            && one.name().equals(other.name())
                            && one.byServerIdentity() == other.byServerIdentity()
                            && one.bond().table().equals(other.bond().table())
                            && one.bond().isAsked() == other.bond().isAsked()
                            && one.bond().isKept() == other.bond().isKept();
            if (!same) {
                return false;
            }
            sameness.add(one.bond().value(), other.bond().value())
                    .add(one.bond().when(), other.bond().when())
                    .add(one.bond().evenDown(), other.bond().evenDown());
        }
        return some.size() == others.size() && sameness.holds();
    }

    private Sameness add(@Nullable Object one, @Nullable Object other) {
        open.push(new Pair(one, other));
        return this;
    }

    private boolean add(List<?> some, List<?> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            add(some.get(i), others.get(i));
        }
        return true;
    }

    private boolean holds() {
        while (!open.isEmpty()) {
            Pair pair = open.pop();
            if (!isSame(pair.one, pair.other)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case null -> other == null;
            case Expression expression ->
                    other instanceof Expression that && expression(expression, that);
            case Condition condition ->
                    other instanceof Condition that && condition(condition, that);
            case Table table -> other instanceof Table that && table(table, that);
            case Table.Entry(var key, var value, _) ->
                    other instanceof Table.Entry that
                            && matcher(key, that.key())
                            && add(value, that.value()).isOpen();
            case Expression.Share(int basisPoints, var value, _) ->
                    other instanceof Expression.Share that
                            && basisPoints == that.basisPoints()
                            && add(value, that.value()).isOpen();
            default -> throw new IllegalStateException("nothing to compare: " + one);
        };
    }

    /// Always: what was added is looked at later.
    private boolean isOpen() {
        return !open.isEmpty();
    }

    private boolean expression(Expression one, Expression other) {
        return switch (one) {
            case Expression.Joined(var parts) ->
                    other instanceof Expression.Joined that && add(parts, that.parts());
            case Expression.Converted(var input, String converter, var arguments) ->
                    other instanceof Expression.Converted that
                            && converter.equals(that.converter())
                            && arguments.equals(that.arguments())
                            && add(input, that.input()).isOpen();
            case Expression.Lookup(var table, var key, var fallback) ->
                    other instanceof Expression.Lookup that
                            && add(table, that.table())
                                    .add(key, that.key())
                                    .add(fallback, that.fallback())
                                    .isOpen();
            case Expression.Split(var key, var shares, boolean takesRest, _) ->
                    other instanceof Expression.Split that
                            && takesRest == that.takesRest()
                            && add(shares, that.shares())
                            && add(key, that.key()).isOpen();
            case Expression.Unknown(String text, _, String usual) ->
                    other instanceof Expression.Unknown that
                            && text.equals(that.text())
                            && Objects.equals(usual, that.usual());
            case Expression.Text _,
                    Expression.Part _,
                    Expression.Variable _,
                    Expression.Capture _ ->
                    one.equals(other);
        };
    }

    private boolean condition(Condition one, Condition other) {
        return switch (one) {
            case Condition.All(var parts) ->
                    other instanceof Condition.All that && add(parts, that.conditions());
            case Condition.Any(var parts) ->
                    other instanceof Condition.Any that && add(parts, that.conditions());
            case Condition.Not(var inner) ->
                    other instanceof Condition.Not that && add(inner, that.condition()).isOpen();
            case Condition.Named(var declaration, _) ->
                    other instanceof Condition.Named that
                            && add(declaration.condition(), that.declaration().condition())
                                    .isOpen();
            case Condition.Undefined(String name, _) ->
                    other instanceof Condition.Undefined that && name.equals(that.name());
            case Condition.Unknown(String text, _, boolean exceptional) ->
                    other instanceof Condition.Unknown that
                            && text.equals(that.text())
                            && exceptional == that.exceptional();
            case Condition.Match(var subject, var matcher, _) ->
                    other instanceof Condition.Match that
                            && matcher(matcher, that.matcher())
                            && add(subject, that.subject()).isOpen();
            case Condition.Always _, Condition.Never _ -> one.equals(other);
        };
    }

    private boolean table(Table one, Table other) {
        return one.order() == other.order()
                && one.complete() == other.complete()
                && add(one.entries(), other.entries())
                && add(one.fallback(), other.fallback()).isOpen();
    }

    private static boolean matcher(Matcher one, Matcher other) {
        boolean same =
                one.method() == other.method()
                        && one.ignoreCase() == other.ignoreCase()
                        && one.complete() == other.complete()
                        && one.patterns().size() == other.patterns().size();
        for (int i = 0; same && i < one.patterns().size(); i++) {
            same = one.patterns().get(i).text().equals(other.patterns().get(i).text());
        }
        return same;
    }
}

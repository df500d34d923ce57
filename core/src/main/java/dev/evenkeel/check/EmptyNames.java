package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Computed names of pools that are empty for some requests, where an empty name is an error.
final class EmptyNames {
    private static final int WHOLE = 10_000;

    /// Regular expressions that match every key but perhaps the empty one.
    private static final Set<String> TAKES_ALL =
            Set.of("", "^", ".", ".*", "^.*", "^.*$", ".+", "^.+$", "(.*)", "^(.*)$", "(.+)");

    private final DefaultMissing check;
    private final Forwards forwards;
    private final Set<Table> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Span> splitsAsked = new HashSet<>();

    EmptyNames(DefaultMissing check, LoadBalancer balancer, Forwards forwards) {
        this.check = check;
        this.forwards = forwards;
        if (areWritten(forwards)) {
            return;
        }
        for (Condition leaf : Conditions.of(balancer).leaves()) {
            if (leaf instanceof Condition.Match match) {
                ask(match.subject());
            }
        }
    }

    /// Whether every name is one that somebody wrote, so that none can be empty.
    private static boolean areWritten(Forwards forwards) {
        for (Forwards.One one : forwards.all()) {
            if (!one.isLiteral()) {
                return false;
            }
        }
        return true;
    }

    void addTo(List<Finding> found) {
        Set<Span> places = new HashSet<>();
        for (Forwards.One one : forwards.all()) {
            if (!one.action().unresolved().isAddress()) {
                continue;
            }
            Finding finding = finding(one, single(one.action().pool()).computed());
            if (finding != null && places.add(finding.span())) {
                found.add(finding);
            }
        }
    }

    private @Nullable Finding finding(Forwards.One one, Expression pool) {
        if (pool instanceof Expression.Lookup lookup && isEmptyWithoutEntry(lookup)) {
            return asked.contains(lookup.table()) ? null : table(one, lookup.table());
        }
        if (pool instanceof Expression.Split split && rest(split) > 0) {
            return splitsAsked.contains(split.span()) ? null : split(one, split);
        }
        return null;
    }

    private Finding table(Forwards.One one, Table table) {
        return Finding.error(
                        check,
                        table.span(),
                        "every request that has no entry in "
                                + Words.quoted(table.name())
                                + " gets 500, because the name of its pool is empty",
                        "Give the table a default.")
                .relatedTo(one.rule().span(), "here the value chooses the pool");
    }

    private Finding split(Forwards.One one, Expression.Split split) {
        int rest = rest(split);
        String percent =
                rest % 100 == 0 ? String.valueOf(rest / 100) : String.valueOf(rest / 100.0);
        return Finding.error(
                        check,
                        split.span(),
                        percent
                                + " % of the requests get 500: the shares leave them out, so the"
                                + " name of their pool is empty",
                        "Give the rest to a pool (`*`).")
                .relatedTo(one.rule().span(), "here the share chooses the pool");
    }

    /// Without a fallback, or with one that is the empty text, and without a key that takes all.
    private static boolean isEmptyWithoutEntry(Expression.Lookup lookup) {
        Expression otherwise =
                lookup.fallback() != null ? lookup.fallback() : lookup.table().fallback();
        boolean empty =
                otherwise == null
                        || (otherwise instanceof Expression.Text(String text) && text.isEmpty());
        return empty && lookup.table().complete() && !takesAll(lookup.table());
    }

    private static boolean takesAll(Table table) {
        for (Table.Entry entry : table.entries()) {
            if (entry.key().method() == Matcher.Method.REGEX) {
                for (Matcher.Pattern pattern : entry.key().patterns()) {
                    if (TAKES_ALL.contains(pattern.text())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// What the shares leave out, in hundredths of a percent.
    private static int rest(Expression.Split split) {
        int rest = split.takesRest() ? 0 : WHOLE;
        for (Expression.Share share : split.shares()) {
            rest -= split.takesRest() ? 0 : share.basisPoints();
        }
        return Math.max(0, rest);
    }

    /// A value that a condition asks for may be dealt with there when it is empty.
    private void ask(Expression subject) {
        if (subject instanceof Expression.Lookup lookup) {
            asked.add(lookup.table());
        } else if (subject instanceof Expression.Split split) {
            splitsAsked.add(split.span());
        } else if (subject instanceof Expression.Converted converted) {
            ask(converted.input());
        } else if (subject instanceof Expression.Joined(List<Expression> parts)) {
            parts.forEach(this::ask);
        }
    }

    private static Expression single(Expression pool) {
        return pool instanceof Expression.Joined(List<Expression> parts) && parts.size() == 1
                ? single(parts.getFirst())
                : pool;
    }
}

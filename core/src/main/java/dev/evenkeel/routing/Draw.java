package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A number by chance that a rule compares: in every rule another one.
record Draw(Condition.Match match, int rule) {
    private record Range(long low, long high) {}

    /// Whether a value hangs on a number by chance.
    static boolean isDrawn(Expression subject) {
        return switch (subject) {
            case Expression.Converted(var input, String name, _) ->
                    name.equals("drawn") || isDrawn(input);
            case Expression.Joined(var parts) -> parts.stream().anyMatch(Draw::isDrawn);
            case Expression.Lookup(_, var key, _) -> isDrawn(key);
            case Expression.Split split -> isDrawn(split.key());
            case Expression.Text _,
                    Expression.Part _,
                    Expression.Variable _,
                    Expression.Capture _,
                    Expression.Unknown _ ->
                    false;
        };
    }

    /// Whether a comparison comes out the same whatever number is drawn; else it is not known.
    static int truth(Condition.Match match, Patterns patterns) {
        Matcher matcher = patterns.matcher();
        if (matcher.method() != Matcher.Method.INTEGER
                || !matcher.complete()
                || !(match.subject()
                        instanceof Expression.Converted(_, String name, List<String> ends))
                || !name.equals("drawn")) {
            return Test.UNKNOWN;
        }
        var ranges = new ArrayList<Range>(matcher.patterns().size());
        for (Matcher.Pattern pattern : matcher.patterns()) {
            ranges.add(
                    new Range(Integers.lowest(pattern.text()), Integers.highest(pattern.text())));
        }
        return truth(ranges, Long.parseLong(ends.get(0)), Long.parseLong(ends.get(1)));
    }

    private static int truth(List<Range> ranges, long first, long last) {
        ranges.sort(Comparator.comparingLong(Range::low));
        boolean any = false;
        long covered = first - 1;
        for (Range range : ranges) {
            any |= range.low <= last && range.high >= first && range.low <= range.high;
            if (range.low <= covered + 1) {
                covered = Math.max(covered, range.high);
            }
        }
        return covered >= last ? Test.TRUE : any ? Test.UNKNOWN : Test.FALSE;
    }
}

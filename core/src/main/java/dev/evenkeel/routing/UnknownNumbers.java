package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Numbers that are not known before run time, chosen so that what is asked of them comes out as it
/// should: `nbsrv(a)` is 3 where it is more than 2 and not more than 3.
final class UnknownNumbers {
    private static final RequestState NOBODY = new RequestState(Request.get("", "/"), List.of());

    /// Of how many comparisons with one number it is looked for.
    private static final int ASKED_MAX = 40;

    private UnknownNumbers() {}

    private record Asked(Matcher matcher, boolean truth) {}

    /// A number for each text of an unknown expression. `comparisons` are questions about such
    /// expressions, `answers` what they are to be. What no number answers so is left out.
    static Map<String, String> of(
            Map<String, Space.Comparison> comparisons, Map<String, String> answers) {
        Map<String, List<Asked>> asked = new LinkedHashMap<>();
        comparisons.forEach((question, comparison) -> {
            if (comparison.value() instanceof Expression.Unknown unknown) {
                boolean truth = "true".equals(answers.get(question));
                asked.computeIfAbsent(unknown.text(), _ -> new ArrayList<>())
                        .add(new Asked(comparison.matcher(), truth));
            }
        });
        Map<String, String> numbers = new LinkedHashMap<>();
        asked.forEach((text, all) -> {
            String number = all.size() > ASKED_MAX ? null : number(all);
            if (number != null) {
                numbers.put(text, number);
            }
        });
        return numbers;
    }

    private static @Nullable String number(List<Asked> all) {
        for (BigInteger candidate : candidates(all)) {
            String text = candidate.toString();
            boolean fits = true;
            for (Asked one : all) {
                boolean holds = new Patterns(one.matcher()).first(text, NOBODY) >= 0;
                fits &= holds == one.truth();
            }
            if (fits) {
                return text;
            }
        }
        return null;
    }

    /// What lies at the ends of ranges, and just outside of them.
    private static Set<BigInteger> candidates(List<Asked> all) {
        var candidates = new LinkedHashSet<BigInteger>();
        for (Asked one : all) {
            for (Matcher.Pattern pattern : one.matcher().patterns()) {
                Range range = Range.parse(pattern.text());
                if (range != null) {
                    add(candidates, range.low(), -1);
                    add(candidates, range.high(), 1);
                }
            }
        }
        candidates.add(BigInteger.ZERO);
        candidates.add(BigInteger.ONE);
        return candidates;
    }

    private static void add(Set<BigInteger> candidates, @Nullable BigInteger end, int outside) {
        if (end != null) {
            candidates.add(end);
            candidates.add(end.add(BigInteger.valueOf(outside)));
        }
    }
}

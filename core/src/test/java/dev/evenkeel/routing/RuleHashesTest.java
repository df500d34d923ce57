package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class RuleHashesTest {
    @Test
    void findsEveryRuleThatNeedsAValueOrABeginningOfIt() {
        Map<String, List<Integer>> rules = new LinkedHashMap<>();
        for (int rule = 0; rule < 3000; rule++) {
            String text = "/" + Integer.toString(rule % 1000, 3);
            rules.computeIfAbsent(text, _ -> new ArrayList<>()).add(rule);
        }
        rules.computeIfAbsent("", _ -> new ArrayList<>()).add(3000);
        var hashes = new RuleHashes(rules);
        for (int number = 0; number < 1100; number++) {
            String value = "/" + Integer.toString(number, 3);
            var equal = new ArrayList<Integer>();
            hashes.equal(value, equal::add);
            assertThat(equal).containsExactlyElementsOf(rules.getOrDefault(value, List.of()));
            var beginning = new ArrayList<Integer>();
            hashes.beginning(value, beginning::add);
            for (int end = 0; end <= value.length(); end++) {
                String text = value.substring(0, end);
                assertThat(beginning).containsAll(rules.getOrDefault(text, List.of()));
            }
        }
    }

    @Test
    void textsOfOneHashAreFoundTogether() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        var hashes = new RuleHashes(Map.of("Aa", List.of(1), "BB", List.of(2)));
        var found = new ArrayList<Integer>();
        hashes.equal("Aa", found::add);
        assertThat(found).containsExactlyInAnyOrder(1, 2);
    }
}

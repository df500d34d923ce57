package dev.evenkeel.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Endings by number, shared by the configurations that are compared. Numbers begin at 2.
final class Endings {
    static final int FIRST = 2;

    private final Map<Ending, Integer> numbers = new HashMap<>();
    private final List<Ending> endings = new ArrayList<>();

    int number(Ending ending) {
        Integer known = numbers.get(ending);
        if (known == null) {
            known = FIRST + endings.size();
            numbers.put(ending, known);
            endings.add(ending);
        }
        return known;
    }

    Ending of(int number) {
        return endings.get(number - FIRST);
    }

    int size() {
        return endings.size();
    }
}

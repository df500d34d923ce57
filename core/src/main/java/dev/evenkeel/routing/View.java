package dev.evenkeel.routing;

import java.util.ArrayList;
import java.util.List;

/// How rules look at one coordinate: at its value behind some conversions, one after the other.
record View(Coordinate coordinate, List<Conversion> conversions) {
    /// A function of texts by name, with its arguments.
    record Conversion(String name, List<String> arguments) {
        Conversion {
            arguments = List.copyOf(arguments);
        }
    }

    View {
        conversions = List.copyOf(conversions);
    }

    static View of(Coordinate coordinate) {
        return new View(coordinate, List.of());
    }

    View behind(String name, List<String> arguments) {
        var all = new ArrayList<>(conversions);
        all.add(new Conversion(name, arguments));
        return new View(coordinate, all);
    }
}

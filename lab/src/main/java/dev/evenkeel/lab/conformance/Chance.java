package dev.evenkeel.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Chance that can be had again: everything drawn follows from the seed.
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// From `least` to `most`, both included.
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /// True in so many of a hundred cases.
    public boolean in100(int percent) {
        return random.nextInt(100) < percent;
    }

    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    public String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    /// From `least` to `most` of the values, which may repeat, one space between them.
    String some(int least, int most, List<String> values) {
        var some = new ArrayList<String>();
        int count = between(least, most);
        for (int i = 0; i < count; i++) {
            some.add(oneOf(values));
        }
        return String.join(" ", some);
    }

    /// The empty text, or in so many of a hundred cases this one.
    String maybe(int percent, String text) {
        return in100(percent) ? text : "";
    }
}

package dev.evenkeel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Random;

final class HaproxyOrderTest {
    private static final int SERVERS = 9;

    /// Above 2^31 too: keys are unsigned.
    private static final int[] KEYS = {0, 1, 2, 0x7FFFFFFF, 0x80000000, -1};

    private record Place(int server, int key) {}

    @Test
    void whoCameFirstIsFirstAmongEqualKeys() {
        var random = new Random(5);
        var order = new HaproxyOrder(SERVERS);
        var places = new ArrayList<Place>();
        for (int i = 0; i < 5000; i++) {
            int server = random.nextInt(SERVERS);
            if (order.has(server)) {
                order.remove(server);
                places.removeIf(place -> place.server() == server);
            } else {
                int key = KEYS[random.nextInt(KEYS.length)];
                order.add(server, key);
                places.add(new Place(server, key));
                assertThat(order.has(server, key)).isTrue();
            }
            var sorted = new ArrayList<>(places);
            sorted.sort(Comparator.comparingLong(place -> Integer.toUnsignedLong(place.key())));
            assertThat(order.size()).isEqualTo(sorted.size());
            for (int k = 0; k < sorted.size(); k++) {
                assertThat(order.at(k)).isEqualTo(sorted.get(k).server());
            }
            assertThat(order.first()).isEqualTo(sorted.isEmpty() ? -1 : order.at(0));
        }
    }

    @Test
    void whoIsNotInItIsTakenOutInVain() {
        var order = new HaproxyOrder(2);
        order.add(1, 7);
        order.remove(0);
        assertThat(order.size()).isOne();
        assertThat(order.has(0)).isFalse();
    }
}

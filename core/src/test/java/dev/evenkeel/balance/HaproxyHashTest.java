package dev.evenkeel.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeMap;

/// Hashes by table and by ring, and draws on the ring.
final class HaproxyHashTest {
    private static final String THREE =
            " server a 10.0.0.1\n server b 10.0.0.2\n server c 10.0.0.3";

    @Test
    void aTableTakesTheRemainder() {
        var pool =
                new HaproxyPoolText(
                        "2.9", " balance hash req.hdr(k)\n hash-type map-based none\n" + THREE);
        assertThat(pool.serve("0") + pool.serve("1") + pool.serve("2") + pool.serve("3"))
                .isEqualTo("abca");
        assertThat(pool.serve("4294967295")).isEqualTo("a");
    }

    @Test
    void withoutAKeyTheTableIsTakenInTurn() {
        var pool = new HaproxyPoolText(" balance hdr(k)\n" + THREE);
        assertThat(pool.turns(4)).isEqualTo("abca");
    }

    @Test
    void theSameKeyStaysAtItsServerOfTheRing() {
        var pool = new HaproxyPoolText(" balance hdr(k)\n hash-type consistent\n" + THREE);
        String server = pool.serve("client");
        assertThat(pool.serve("client")).isEqualTo(server);
        int other = (server.charAt(0) - 'a' + 1) % 3;
        pool.change(new Change.Down(other, 0));
        assertThat(pool.serve("client")).isEqualTo(server);
        pool.change(new Change.Down(server.charAt(0) - 'a', 0));
        assertThat(pool.serve("client")).isNotEqualTo(server);
        pool.change(new Change.Up(server.charAt(0) - 'a', 0));
        assertThat(pool.serve("client")).isEqualTo(server);
    }

    @Test
    void aKeyThatIsNotKnownMayGoAnywhere() {
        var pool = new HaproxyPoolText(" balance hdr(k)\n" + THREE);
        assertThat(pool.serve("\uFFFF")).isEqualTo("unknown");
        assertThat(pool.serve("client")).hasSize(1);
        assertThat(pool.serve(null)).as("the turns are no longer known").isEqualTo("unknown");
    }

    /// With only backup servers the table is as long as the first is heavy, and has the heaviest.
    @Test
    void aHeavyBackupServerTakesThePlaceOfTheFirst() {
        var pool =
                new HaproxyPoolText(
                        """
                         balance hdr(k)
                         server a 10.0.0.1 backup weight 2
                         server b 10.0.0.2 backup weight 10
                         server c 10.0.0.3 backup weight 1\
                        """);
        assertThat(pool.serve("x") + pool.serve("y") + pool.serve(null)).isEqualTo("bbb");
    }

    /// Of 15 places for 12 requests each of three equal servers has 5.
    @Test
    void aBoundedLoadIsSpread() {
        var pool =
                new HaproxyPoolText(
                        " balance hdr(k)\n hash-type consistent\n hash-balance-factor 125\n"
                                + THREE);
        var served = new TreeMap<String, Integer>();
        for (int i = 0; i < 12; i++) {
            served.merge(pool.start(new Arrival(i, "client", -1, 0)), 1, Integer::sum);
        }
        assertThat(served.keySet()).containsExactly("a", "b", "c");
        assertThat(served.values()).allMatch(count -> count <= 5);
    }

    @Test
    void aFullServerMayBePassedOver() {
        String lines =
                " balance hdr(k)\n hash-type consistent\n"
                        + " hash-preserve-affinity maxconn\n default-server maxconn 1\n"
                        + THREE;
        var pool = new HaproxyPoolText("3.3", lines);
        String first = pool.start(new Arrival(0, "client", -1, 0));
        String second = pool.start(new Arrival(1, "client", -1, 0));
        assertThat(first).hasSize(1).isNotEqualTo(second);
        assertThat(second).hasSize(1);
    }

    @Test
    void olderReleasesPlaceServersElsewhereOnTheRing() {
        String lines = " balance hdr(k)\n hash-type consistent\n" + THREE;
        var said = (Balancers.Found.Exact) HaproxyPoolText.found("3.2.26", lines);
        var unsaid = (Balancers.Found.Exact) HaproxyPoolText.found("3.2", lines);
        assertThat(said.assumed()).isEmpty();
        assertThat(unsaid.assumed()).singleElement().asString().contains("3.2.7 or later");
        String before = all(new HaproxyPoolText("3.0.11", lines));
        assertThat(before).isNotEqualTo(all(new HaproxyPoolText("2.8", lines)));
        assertThat(all(new HaproxyPoolText("3.3", lines)))
                .isEqualTo(all(new HaproxyPoolText("2.8", lines)));
    }

    private static String all(HaproxyPoolText pool) {
        var servers = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            servers.append(pool.serve("key" + i));
        }
        return servers.toString();
    }

    @Test
    void drawsBelongToSharesOfTheRing() {
        var pool =
                new HaproxyPoolText(
                        """
                         balance random(1)
                         server a 10.0.0.1 weight 1
                         server b 10.0.0.2 weight 2
                         server c 10.0.0.3 weight 3
                         server d 10.0.0.4 weight 4
                         server e 10.0.0.5 weight 5\
                        """);
        List<Choice.Candidate> candidates = ((Choice.OneOf) pool.choice(0)).candidates();
        double[] shares = {0.1071, 0.1286, 0.1787, 0.2450, 0.3406};
        for (int i = 0; i < shares.length; i++) {
            assertThat(candidates.get(i).probability()).isCloseTo(shares[i], within(0.00005));
        }
    }

    @Test
    void theBestOfTwoDrawsIsSeldomABusyServer() {
        var pool = new HaproxyPoolText(" balance random(2)\n" + THREE);
        double[] shares = new double[3];
        Choice first = pool.choice(0);
        ((Choice.OneOf) first).candidates().forEach(c -> shares[c.server()] = c.probability());
        pool.end(0);
        pool.start(new Arrival(1, null, 0, 0));
        for (Choice.Candidate each : ((Choice.OneOf) pool.choice(2)).candidates()) {
            double free = shares[1] + shares[2];
            double expected =
                    each.server() == 0
                            ? shares[0] * shares[0]
                            : (1 - shares[0] * shares[0]) * shares[each.server()] / free;
            assertThat(each.probability()).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void aDrawOfAFullServerWaits() {
        var pool =
                new HaproxyPoolText(
                        " balance random(1)\n server a 10.0.0.1 maxconn 1\n server b 10.0.0.2");
        pool.start(new Arrival(0, null, 0, 0));
        var candidates = ((Choice.OneOf) pool.choice(1)).candidates();
        assertThat(candidates).extracting(Choice.Candidate::server).containsExactly(1, -1);
        assertThat(candidates.stream().mapToDouble(Choice.Candidate::probability).sum())
                .isCloseTo(1, within(1e-12));
    }
}

package dev.evenkeel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The algorithms that look at no request: `roundrobin`, `static-rr`, `leastconn` and `first`.
final class HaproxyTurnsTest {
    private static final String WEIGHTED =
            " server a 10.0.0.1 weight 1\n server b 10.0.0.2 weight 2\n server c 10.0.0.3 weight 3";

    @Test
    void heavyServersGetTheirShareEvenlySpread() {
        assertThat(new HaproxyPoolText(" balance roundrobin\n" + WEIGHTED).turns(12))
                .isEqualTo("cbcacbcbcacb");
    }

    @Test
    void fixedTurnsFollowATable() {
        assertThat(new HaproxyPoolText(" balance static-rr\n" + WEIGHTED).turns(12))
                .isEqualTo("acbcbcacbcbc");
    }

    @Test
    void equalServersTakeTurnsAsDeclared() {
        String servers = " server a 10.0.0.1\n server b 10.0.0.2\n server c 10.0.0.3";
        for (String balance : new String[] {"roundrobin", "static-rr", "leastconn"}) {
            assertThat(new HaproxyPoolText(" balance " + balance + "\n" + servers).turns(7))
                    .as(balance)
                    .isEqualTo("abcabca");
        }
    }

    @Test
    void idleServersTakeTurnsWhateverTheyWeigh() {
        assertThat(new HaproxyPoolText(" balance leastconn\n" + WEIGHTED).turns(6))
                .isEqualTo("abcabc");
    }

    @Test
    void theLeastBusyForItsWeightIsChosen() {
        var pool = new HaproxyPoolText(" balance leastconn\n" + WEIGHTED);
        assertThat(pool.start(0) + pool.start(1) + pool.start(2)).isEqualTo("abc");
        assertThat(pool.start(3)).isEqualTo("c");
        assertThat(pool.start(4)).isEqualTo("b");
        pool.end(0);
        assertThat(pool.start(5)).isEqualTo("a");
    }

    @Test
    void since32ChanceDecidesAmongEquallyBusyServers() {
        var pool = new HaproxyPoolText("3.2", " balance leastconn\n" + WEIGHTED);
        assertThat(((Choice.Unknown) pool.choice(0)).servers()).containsExactly(0, 1, 2);
    }

    @Test
    void since32TheOnlyLeastBusyServerIsStillCertain() {
        var pool = new HaproxyPoolText("3.2", " balance leastconn\n" + WEIGHTED);
        pool.start(new Arrival(0, null, 0, 0));
        pool.start(new Arrival(1, null, 1, 0));
        assertThat(pool.start(2)).isEqualTo("c");
    }

    @Test
    void theFirstServerWithRoomIsThatOfTheSmallestNumber() {
        var pool =
                new HaproxyPoolText(
                        """
                         balance first
                         server a 10.0.0.1 id 30 maxconn 1
                         server b 10.0.0.2 id 10 maxconn 1
                         server c 10.0.0.3 id 20 maxconn 1\
                        """);
        assertThat(pool.start(0) + pool.start(1) + pool.start(2)).isEqualTo("bca");
        assertThat(pool.start(3)).isEqualTo("any waits");
        assertThat(pool.end(1)).isEqualTo("3c");
    }

    @Test
    void onlyTheFirstBackupServerIsUsedUnlessAllAreAskedFor() {
        String servers = " server a 10.0.0.1 disabled\n server b 10.0.0.2 backup\n";
        String more = " server c 10.0.0.3 backup";
        assertThat(new HaproxyPoolText(servers + more).turns(3)).isEqualTo("bbb");
        assertThat(new HaproxyPoolText(" option allbackups\n" + servers + more).turns(3))
                .isEqualTo("bcb");
    }

    @Test
    void withoutUsableServersRequestsAreRefused() {
        assertThat(new HaproxyPoolText(" server a 10.0.0.1 weight 0").turns(1)).isEqualTo("503");
    }

    @Test
    void severalGroupsOfThreadsAreAnAssumption() {
        var since33 =
                (Balancers.Found.Exact)
                        HaproxyPoolText.found("3.4", " balance roundrobin\n" + WEIGHTED);
        var before =
                (Balancers.Found.Exact)
                        HaproxyPoolText.found("3.2", " balance roundrobin\n" + WEIGHTED);
        assertThat(since33.assumed()).singleElement().asString().contains("group of threads");
        assertThat(before.assumed()).isEmpty();
    }

    @Test
    void aServerThatComesBackWaitsForItsTurn() {
        var pool = new HaproxyPoolText(" balance roundrobin\n" + WEIGHTED);
        pool.change(new Change.Down(2, 0));
        assertThat(pool.turns(6)).isEqualTo("bbabba");
        pool.change(new Change.Up(2, 0));
        assertThat(pool.turns(120).chars().filter(c -> c == 'c').count()).isBetween(58L, 61L);
    }

    /// As 3.0.11 and 3.2.26 were seen to do it.
    @Test
    void since32AServerWhoseWeightChangesIsPlacedAnew() {
        assertThat(turnsAfterAChange("3.0")).isEqualTo("aacabacaacb");
        assertThat(turnsAfterAChange("3.2")).isEqualTo("caacabacaab");
    }

    private static String turnsAfterAChange(String version) {
        var pool = new HaproxyPoolText(version, " balance roundrobin\n" + WEIGHTED);
        pool.change(new Change.Weight(0, 6, 0));
        return pool.turns(11);
    }

    @Test
    void tenThousandServersTakeTurns() {
        var lines = new StringBuilder(" balance roundrobin\n");
        for (int i = 0; i < 10_000; i++) {
            lines.append(" server s").append(i).append(" 10.0.0.1:").append(1 + i).append('\n');
        }
        var pool = new HaproxyPoolText(lines.toString());
        assertThat(pool.turns(3)).isEqualTo("s0s1s2");
    }
}

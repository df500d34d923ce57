package dev.evenkeel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Queues, attempts that fail, servers that come and go, and what binds requests.
final class HaproxyBalancerTest {
    private static final String NARROW =
            " balance roundrobin\n server a 10.0.0.1 maxconn 1\n server b 10.0.0.2 maxconn 1\n";

    @Test
    void whoeverWaitedLongestComesFirst() {
        var pool = new HaproxyPoolText(NARROW);
        assertThat(pool.start(0) + pool.start(1)).isEqualTo("ab");
        assertThat(pool.start(2)).isEqualTo("any waits");
        assertThat(pool.start(3)).isEqualTo("any waits");
        assertThat(pool.end(1)).isEqualTo("2b");
        assertThat(pool.end(0)).isEqualTo("3a");
        assertThat(pool.end(2)).isEmpty();
    }

    @Test
    void whoPassesIsWhoComesAndGoesAtOnce() {
        for (String algorithm : List.of("roundrobin", "leastconn", "first")) {
            String lines = " balance " + algorithm + "\n server a 10.0.0.1 weight 3 maxconn 2\n";
            var passing = new HaproxyPoolText(lines + " server b 10.0.0.2 weight 2 maxconn 1");
            var coming = new HaproxyPoolText(lines + " server b 10.0.0.2 weight 2 maxconn 1");
            for (long request = 0; request < 60; request += 2) {
                String came = coming.start(request);
                coming.end(request);
                assertThat(passing.pass(request)).isEqualTo(came);
                if (request % 5 == 0) {
                    String stays = passing.start(request + 1);
                    assertThat(stays).isEqualTo(coming.start(request + 1));
                }
                if (request % 15 == 10) {
                    long earlier = request - 9;
                    assertThat(passing.end(earlier)).isEqualTo(coming.end(earlier));
                }
            }
        }
    }

    @Test
    void whoIsBoundToAServerWaitsForThatOne() {
        var pool = new HaproxyPoolText(NARROW);
        pool.start(0);
        assertThat(pool.start(new Arrival(1, null, 0, 0))).isEqualTo("a waits");
        assertThat(pool.start(2)).isEqualTo("b");
        assertThat(pool.end(2)).isEmpty();
        assertThat(pool.end(0)).isEqualTo("1a");
    }

    @Test
    void whoGivesUpWaitingIsNotSent() {
        var pool = new HaproxyPoolText(NARROW);
        pool.start(0);
        pool.start(1);
        pool.start(2);
        assertThat(pool.end(2)).isEmpty();
        assertThat(pool.end(0)).isEmpty();
    }

    @Test
    void aServerThatComesBackTakesThoseWhoWait() {
        var pool = new HaproxyPoolText(NARROW + " server c 10.0.0.3 maxconn 2 disabled");
        pool.start(0);
        pool.start(1);
        pool.start(2);
        assertThat(pool.change(new Change.Up(2, 0))).isEqualTo("2c");
    }

    @Test
    void whoWaitsForAServerThatGoesMayGoToAnother() {
        String lines = " retries 1\n server a 10.0.0.1 maxconn 1\n server b 10.0.0.2 maxconn 9\n";
        var pool = new HaproxyPoolText(" option redispatch\n" + lines);
        pool.start(new Arrival(0, null, 0, 0));
        pool.start(new Arrival(1, null, 0, 0));
        assertThat(pool.change(new Change.Down(0, 0))).isEqualTo("1b");
    }

    @Test
    void aFullQueueOfAServerRefuses() {
        var pool = new HaproxyPoolText(" server a 10.0.0.1 maxconn 1 maxqueue 1");
        assertThat(pool.start(new Arrival(0, null, 0, 0))).isEqualTo("a");
        assertThat(pool.start(new Arrival(1, null, 0, 0))).isEqualTo("a waits");
        assertThat(pool.start(new Arrival(2, null, 0, 0))).isEqualTo("503");
    }

    @Test
    void failedAttemptsAreRepeatedAtTheSameServer() {
        var pool = new HaproxyPoolText(" retries 2\n server a 10.0.0.1\n server b 10.0.0.2");
        assertThat(pool.start(0) + pool.fail(0) + pool.fail(0) + pool.fail(0)).isEqualTo("aaa503");
    }

    @Test
    void whereAnyServerWillDoAnotherIsTriedAtOnce() {
        String servers = " server a 10.0.0.1\n server b 10.0.0.2\n server c 10.0.0.3";
        var free = new HaproxyPoolText(" option redispatch\n" + servers);
        assertThat(free.start(0) + free.fail(0)).isEqualTo("ab");
        var bound = new HaproxyPoolText(" option redispatch\n" + servers);
        assertThat(bound.start(new Arrival(0, null, 0, 0))).isEqualTo("a");
        assertThat(bound.fail(0) + bound.fail(0) + bound.fail(0)).isEqualTo("aab");
    }

    @Test
    void aFailureFreesThePlace() {
        var pool = new HaproxyPoolText(" retries 0\n server a 10.0.0.1 maxconn 1");
        pool.start(0);
        pool.start(1);
        assertThat(pool.fail(0)).isEqualTo("503");
        assertThat(pool.end(1)).isEmpty();
        assertThat(pool.start(2)).isEqualTo("a");
    }

    /// After two of ten seconds a server has 3/16 of its weight.
    @Test
    void aServerComesBackSlowly() {
        var pool =
                new HaproxyPoolText(
                        """
                         balance roundrobin
                         server a 10.0.0.1 weight 16
                         server b 10.0.0.2 weight 16 slowstart 10s\
                        """);
        pool.change(new Change.Down(1, 100));
        pool.change(new Change.Up(1, 200));
        assertThat(countOfB(pool, 0, 202)).isBetween(5, 7);
        assertThat(countOfB(pool, 1000, 215)).isEqualTo(19);
    }

    private static int countOfB(HaproxyPoolText pool, int from, long second) {
        int count = 0;
        for (int i = from; i < from + 38; i++) {
            count += pool.start(new Arrival(i, null, -1, second)).equals("b") ? 1 : 0;
        }
        return count;
    }

    @Test
    void cookiesNameServersThatAreNotDown() {
        String servers = " server a 10.0.0.1 cookie one\n server b 10.0.0.2 cookie two\n";
        var pool = new HaproxyPoolText(" cookie SERVER insert\n" + servers);
        assertThat(pool.start(carrying(0, "three", "two"))).isEqualTo("b");
        assertThat(pool.start(carrying(1))).as("turns go on as if nothing was").isEqualTo("a");
        pool.change(new Change.Down(1, 0));
        assertThat(pool.start(carrying(2, "two"))).isEqualTo("a");
    }

    @Test
    void tablesKeepWhoServedAKey() {
        String servers = " server a 10.0.0.1\n server b 10.0.0.2\n";
        var pool =
                new HaproxyPoolText(
                        " stick-table type string size 1k\n stick on req.hdr(u)\n" + servers);
        assertThat(pool.start(carrying(0, "ann"))).isEqualTo("a");
        assertThat(pool.start(carrying(1, "bob"))).isEqualTo("b");
        assertThat(pool.start(carrying(2, "bob"))).isEqualTo("b");
        pool.change(new Change.Down(1, 0));
        assertThat(pool.start(carrying(3, "bob"))).isEqualTo("a");
        pool.change(new Change.Up(1, 0));
        assertThat(pool.start(carrying(4, "bob"))).isEqualTo("a");
    }

    @Test
    void tablesDoNotKeepServersThatSayNo() {
        String servers = " server a 10.0.0.1 non-stick\n server b 10.0.0.2\n";
        var pool =
                new HaproxyPoolText(
                        " stick-table type string size 1k\n stick on req.hdr(u)\n" + servers);
        assertThat(pool.start(carrying(0, "ann"))).isEqualTo("a");
        assertThat(pool.start(carrying(1, "ann"))).isEqualTo("b");
        assertThat(pool.start(carrying(2, "ann"))).isEqualTo("b");
    }

    @Test
    void whatIsNotKnownToBindMakesTurnsUnknown() {
        String servers = " server a 10.0.0.1\n server b 10.0.0.2\n";
        var pool =
                new HaproxyPoolText(
                        " stick-table type string size 1k\n stick on req.hdr(u)\n" + servers);
        assertThat(pool.start(carrying(0, "\uFFFF"))).isEqualTo("unknown");
        assertThat(pool.start(carrying(1))).isEqualTo("unknown");
    }

    @Test
    void whatIsNotKnownToBindMayBindToABackup() {
        String servers =
                " server a 10.0.0.1 weight 0\n server b 10.0.0.2\n server c 10.0.0.3 backup\n";
        var pool =
                new HaproxyPoolText(
                        " stick-table type string size 1k\n stick on req.hdr(u)\n" + servers);
        assertThat(pool.choice(carrying(0, "\uFFFF")))
                .isInstanceOfSatisfying(
                        Choice.Unknown.class,
                        unknown -> assertThat(unknown.servers()).containsExactly(0, 1, 2));
    }

    private static Arrival carrying(long request, String... values) {
        var held = new Arrival.Held(List.of(values), false);
        return new Arrival(request, null, -1, 0, new Arrival.Wishes(List.of(), List.of(held)));
    }
}

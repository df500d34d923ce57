package dev.evenkeel.balance;

import static dev.evenkeel.balance.NginxPoolText.balancer;
import static dev.evenkeel.balance.NginxPoolText.fail;
import static dev.evenkeel.balance.NginxPoolText.found;
import static dev.evenkeel.balance.NginxPoolText.sequence;
import static dev.evenkeel.balance.NginxPoolText.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Version;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What nginx 1.22.1 was seen to choose, and the laws of hashing.
final class NginxHashTest {
    private static final String THREE =
            "server 127.0.0.1:22101; server 127.0.0.1:22102; server 127.0.0.1:22103;";

    private static final List<String> KEYS =
            List.of("key0", "key1", "key2", "key3", "key4", "key5", "key6", "key7");

    @Test
    void choosesAsNginxDoes() {
        assertThat(sequence(balancer("hash $http_k; " + THREE), KEYS))
                .containsExactly(2, 1, 0, 1, 2, 2, 1, 0);
    }

    @Test
    void aKeyStaysWhereItIs() {
        for (String method : List.of("hash $http_k;", "hash $http_k consistent;", "ip_hash;")) {
            Balancer balancer = balancer(method + THREE);
            assertThat(sequence(balancer, KEYS)).isEqualTo(sequence(balancer, KEYS));
        }
    }

    @Test
    void requestsWithoutAKeyTakeTurns() {
        assertThat(sequence(balancer("hash $http_k; " + THREE), 4)).containsExactly(0, 1, 2, 0);
        assertThat(sequence(balancer("hash $http_k consistent; " + THREE), 4))
                .containsExactly(0, 1, 2, 0);
    }

    @Test
    void aKeyIsExactForSeveralWorkersUnlikeNoKey() {
        var found = found(Version.of(1, 28), "worker_processes 4;", "hash $http_k; " + THREE);
        Balancer balancer = ((Balancers.Found.Exact) found).balancer();
        assertThat(server(balancer.arrive(Arrival.of(1, "key0")))).isEqualTo(2);
        assertThat(balancer.arrive(Arrival.of(2, null))).isInstanceOf(Choice.Unknown.class);
    }

    @Test
    void addressesOfOneNetworkStayTogether() {
        Balancer balancer = balancer("ip_hash; " + THREE);
        var keys = new ArrayList<String>();
        for (int i = 0; i < 256; i++) {
            keys.add("192.0.2." + i);
        }
        assertThat(Set.copyOf(sequence(balancer, keys))).hasSize(1);
        keys.clear();
        for (int i = 0; i < 256; i++) {
            keys.add("2001:db8::" + Integer.toHexString(i));
        }
        assertThat(Set.copyOf(sequence(balancer, keys))).hasSize(3);
    }

    @Test
    void differentTextsOfOneAddressAreOneKey() {
        Balancer balancer = balancer("ip_hash; " + THREE);
        assertThat(
                        new HashSet<>(
                                sequence(
                                        balancer,
                                        List.of(
                                                "2001:db8::102:304",
                                                "2001:db8:0:0:0:0:102:304",
                                                "2001:0DB8::1.2.3.4"))))
                .hasSize(1);
    }

    @Test
    void onlyTheKeysOfALostServerMoveOnARing() {
        Balancer balancer = balancer("hash $http_k consistent; " + THREE);
        var keys = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            keys.add("user-" + i);
        }
        List<Integer> before = sequence(balancer, keys);
        balancer.change(new Change.Down(1, 0), (_, _) -> {});
        List<Integer> behind = sequence(balancer, keys);
        for (int i = 0; i < keys.size(); i++) {
            if (before.get(i) == 1) {
                assertThat(behind.get(i)).isNotEqualTo(1);
            } else {
                assertThat(behind.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(before).contains(0, 1, 2);
    }

    @Test
    void serversWrittenAlikeShareTheirPointsAndTakeTurns() {
        Balancer balancer =
                balancer("hash $http_k consistent; server 127.0.0.1:80; server 127.0.0.1:80;");
        assertThat(sequence(balancer, List.of("a", "b", "a", "a"))).containsExactly(0, 1, 0, 1);
    }

    @Test
    void aMissedServerIsReplacedForThatRequestOnly() {
        Balancer balancer = balancer("hash $http_k; " + THREE);
        int first = server(balancer.arrive(Arrival.of(1, "key0")));
        int second = server(fail(balancer, 1, 50));
        int third = server(fail(balancer, 1, 50));
        assertThat(Set.of(first, second, third)).hasSize(3);
        assertThat(fail(balancer, 1, 50)).isEqualTo(new Choice.Refused(502));
    }
}

package dev.evenkeel.balance;

import static dev.evenkeel.balance.NginxPoolText.balancer;
import static dev.evenkeel.balance.NginxPoolText.end;
import static dev.evenkeel.balance.NginxPoolText.sequence;
import static dev.evenkeel.balance.NginxPoolText.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NginxLeastConnectionsTest {
    @Test
    void idleServersTakeTurnsByWeight() {
        Balancer balancer =
                balancer("least_conn; server 10.0.0.1 weight=3; server 10.0.0.2 weight=1;");
        assertThat(sequence(balancer, 4)).containsExactly(0, 0, 1, 0);
    }

    @Test
    void theLeastLoadedForItsWeightIsChosen() {
        Balancer balancer =
                balancer("least_conn; server 10.0.0.1 weight=2; server 10.0.0.2 weight=1;");
        assertThat(server(balancer.arrive(Arrival.of(1, null)))).isZero();
        assertThat(server(balancer.arrive(Arrival.of(2, null)))).isEqualTo(1);
        assertThat(server(balancer.arrive(Arrival.of(3, null)))).isZero();
        end(balancer, 2, 0);
        assertThat(server(balancer.arrive(Arrival.of(4, null)))).isEqualTo(1);
    }
}

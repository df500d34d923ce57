package dev.evenkeel.balance;

import static dev.evenkeel.balance.NginxPoolText.balancer;
import static dev.evenkeel.balance.NginxPoolText.end;
import static dev.evenkeel.balance.NginxPoolText.fail;
import static dev.evenkeel.balance.NginxPoolText.found;
import static dev.evenkeel.balance.NginxPoolText.sequence;
import static dev.evenkeel.balance.NginxPoolText.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Failure;
import dev.evenkeel.model.Version;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class NginxRoundRobinTest {
    @Test
    void heavyServersAreSpreadNotBunched() {
        Balancer balancer = balancer("server 10.0.0.1 weight=5; server 10.0.0.2; server 10.0.0.3;");
        assertThat(sequence(balancer, 8)).containsExactly(0, 0, 1, 0, 2, 0, 0, 0);
    }

    @Test
    void serversThatAreSwitchedOffGetNothing() {
        Balancer balancer = balancer("server 10.0.0.1; server 10.0.0.2 down; server 10.0.0.3;");
        assertThat(sequence(balancer, 4)).containsExactly(0, 2, 0, 2);
    }

    @Test
    void backupServersAreAskedWhenNobodyElseIsLeft() {
        Balancer balancer =
                balancer("server 10.0.0.1; server 10.0.0.2 backup; server 10.0.0.3 backup;");
        assertThat(server(balancer.arrive(Arrival.of(1, null)))).isZero();
        assertThat(server(fail(balancer, 1, 100))).isEqualTo(1);
        assertThat(server(fail(balancer, 1, 100))).isEqualTo(2);
        assertThat(fail(balancer, 1, 100)).isEqualTo(new Choice.Refused(502));
    }

    @Test
    void aServerThatFailedRestsForItsTimeoutAndComesBack() {
        Balancer balancer =
                balancer("server 10.0.0.1 max_fails=1 fail_timeout=5s; server 10.0.0.2;");
        assertThat(server(balancer.arrive(new Arrival(1, null, -1, 100)))).isZero();
        assertThat(server(fail(balancer, 1, 100))).isEqualTo(1);
        end(balancer, 1, 100);
        for (int second = 100; second <= 105; second++) {
            assertThat(server(balancer.arrive(new Arrival(2, null, -1, second)))).isEqualTo(1);
            end(balancer, 2, second);
        }
        List<Integer> recovering = new ArrayList<>();
        for (int request = 3; request < 6; request++) {
            recovering.add(server(balancer.arrive(new Arrival(request, null, -1, 106))));
        }
        assertThat(recovering).containsExactly(1, 1, 0);
    }

    @Test
    void theOnlyServerIsAskedHoweverOftenItFailed() {
        Balancer balancer = balancer("server 10.0.0.1;");
        for (int request = 0; request < 3; request++) {
            assertThat(server(balancer.arrive(Arrival.of(request, null)))).isZero();
            assertThat(fail(balancer, request, 0)).isEqualTo(new Choice.Refused(502));
        }
    }

    @Test
    void aTimeoutAtTheLastServerIsAGatewayTimeout() {
        Balancer balancer = balancer("server 10.0.0.1; server 10.0.0.2;");
        balancer.arrive(Arrival.of(1, null));
        assertThat(server(fail(balancer, 1, Failure.of(Failure.Kind.TIMEOUT), 0))).isEqualTo(1);
        assertThat(fail(balancer, 1, Failure.of(Failure.Kind.TIMEOUT), 0))
                .isEqualTo(new Choice.Refused(504));
    }

    @Test
    void whatMustNotBeSentTwiceIsNot() {
        Balancer balancer = balancer("server 10.0.0.1; server 10.0.0.2;");
        balancer.arrive(Arrival.of(1, null));
        assertThat(fail(balancer, 1, new Failure(Failure.Kind.BROKEN, 0, false), 0))
                .isEqualTo(new Choice.Refused(502));
        balancer.arrive(Arrival.of(2, null));
        assertThat(fail(balancer, 2, new Failure(Failure.Kind.CONNECTION, 0, false), 0))
                .isEqualTo(new Choice.Refused(502));
    }

    @Test
    void serversThatAreSwitchedOffOnceCountedAsAttempts() {
        String lines = "server 10.0.0.1 max_fails=0; server 10.0.0.2 down;";
        Balancer old = balancer(Version.of(1, 18), lines);
        old.arrive(Arrival.of(1, null));
        assertThat(fail(old, 1, 0)).isEqualTo(new Choice.Refused(502));
        Balancer recent = balancer(Version.of(1, 20), lines);
        recent.arrive(Arrival.of(1, null));
        assertThat(fail(recent, 1, 0)).isEqualTo(new Choice.Refused(502));
    }

    @Test
    void fullServersAreSkipped() {
        Balancer balancer = balancer("server 10.0.0.1 max_conns=1; server 10.0.0.2 max_conns=1;");
        assertThat(server(balancer.arrive(Arrival.of(1, null)))).isZero();
        assertThat(server(balancer.arrive(Arrival.of(2, null)))).isEqualTo(1);
        assertThat(balancer.arrive(Arrival.of(3, null))).isEqualTo(new Choice.Refused(502));
        end(balancer, 1, 0);
        assertThat(server(balancer.arrive(Arrival.of(4, null)))).isZero();
    }

    @Test
    void affinityPaysItsTurnOnce() {
        Balancer balancer = balancer("server 10.0.0.1; server 10.0.0.2; server 10.0.0.3;");
        for (int request = 0; request < 4; request++) {
            assertThat(server(balancer.arrive(new Arrival(request, null, 2, 0)))).isEqualTo(2);
            end(balancer, request, 0);
        }
        assertThat(sequence(balancer, 4)).containsExactly(0, 1, 0, 1);
    }

    /// The MD5 of `10.0.0.2:80`.
    @Test
    void aCookieNamesAServerByItsAddress() {
        var found =
                found(
                        Version.of(1, 30),
                        "worker_processes 2;",
                        "server 10.0.0.1; server 10.0.0.2; sticky cookie id;");
        Balancer balancer = ((Balancers.Found.Exact) found).balancer();
        assertThat(balancer.arrive(carrying("02bf6c443706f2465311f42c387f9d65")))
                .isEqualTo(new Choice.To(1));
        assertThat(balancer.arrive(carrying("other"))).isInstanceOf(Choice.Unknown.class);
    }

    private static Arrival carrying(String cookie) {
        var held = new Arrival.Held(List.of(cookie), false);
        return new Arrival(1, null, -1, 0, new Arrival.Wishes(List.of(), List.of(held)));
    }

    @Test
    void turnsOfSeveralWorkersAreNotKnown() {
        Version version = Version.of(1, 28);
        String lines = "server 10.0.0.1; server 10.0.0.2;";
        assertThat(found(version, "worker_processes 2;", lines))
                .isInstanceOf(Balancers.Found.Unknown.class);
        assertThat(found(version, "worker_processes 2;", "zone z 64k; " + lines))
                .isInstanceOf(Balancers.Found.Exact.class);
        assertThat(found(version, "worker_processes 2;", "server 10.0.0.1;"))
                .isInstanceOf(Balancers.Found.Exact.class);
    }

    @Test
    void aNameIsAssumedToBeOneServer() {
        var found = found(Version.of(1, 28), "", "server app.example:80; server 10.0.0.1;");
        assertThat(((Balancers.Found.Exact) found).assumed())
                .containsExactly("app.example:80 stands for one address");
    }
}

package dev.evenkeel.balance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.balance.Balancers.Found;
import dev.evenkeel.hash.Avalanche;
import dev.evenkeel.hash.HashFunction;
import dev.evenkeel.hash.HashFunctions;
import dev.evenkeel.hash.XxHash32;
import dev.evenkeel.model.Address;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Identity;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.IpAddress;

import java.util.ArrayList;
import java.util.List;

/// What HAProxy chooses servers with, by algorithm and version.
final class HaproxyBalancers {
    /// A server's number counts so many times in its nodes' keys.
    private static final int NODES_MOST = 4096;

    private static final String LASTING_NAMES = "`hash-key guid` is not modelled";

    private final Pool pool;
    private final AffinityTables tables;
    private final Version version;
    private final List<String> assumed = new ArrayList<>(0);

    private HaproxyBalancers(Pool pool, AffinityTables tables, Version version) {
        this.pool = pool;
        this.tables = tables;
        this.version = version;
    }

    static Found of(Pool pool, AffinityTables tables, Version version) {
        return new HaproxyBalancers(pool, tables, version).found();
    }

    private Found found() {
        return switch (pool.balancing().algorithm()) {
            case Algorithm.RoundRobin(boolean fixed) -> fixed ? staticRoundRobin() : roundRobin();
            case Algorithm.LeastConnections _ -> leastConnections();
            case Algorithm.First _ -> {
                HaproxyServers servers = servers(true);
                yield exact(servers, new HaproxyFirst(servers));
            }
            case Algorithm.RandomDraws(int draws, String _) -> random(draws);
            case Algorithm.Hash hash -> hash(hash);
            case Algorithm.LeastTime _ ->
                    new Found.Unknown("it depends on how fast servers answer");
            case Algorithm.Unmodelled(String text) ->
                    new Found.Unknown("`" + text + "` is not modelled");
        };
    }

    private HaproxyServers servers(boolean scaled) {
        return new HaproxyServers(pool, scaled);
    }

    private Found exact(HaproxyServers servers, HaproxyAlgorithm algorithm) {
        return new Found.Exact(new HaproxyBalancer(pool, servers, algorithm, tables), assumed);
    }

    private Found staticRoundRobin() {
        HaproxyServers servers = servers(false);
        return exact(servers, new HaproxyStaticRoundRobin(servers));
    }

    /// Since 3.2 every group of threads takes turns of its own.
    private Found roundRobin() {
        switch (pool.balancing().state()) {
            case SHARED -> {}
            case APART -> {
                return new Found.Unknown("every group of threads takes turns of its own");
            }
            case UNSAID ->
                    assumed.add("HAProxy runs one group of threads, as with `thread-groups 1`");
        }
        HaproxyServers servers = servers(true);
        return exact(servers, new HaproxyRoundRobin(servers, version.atLeast(3, 2)));
    }

    private Found leastConnections() {
        HaproxyServers servers = servers(true);
        return exact(
                servers,
                version.atLeast(3, 2)
                        ? new HaproxyScatteredLeastConnections(servers)
                        : new HaproxyLeastConnections(servers));
    }

    private Found random(int draws) {
        if (hasLastingNames()) {
            return new Found.Unknown(LASTING_NAMES);
        }
        HaproxyServers servers = servers(true);
        boolean comparesRates = version.atLeast(3, 4);
        return exact(servers, new HaproxyRandom(servers, seeds(), draws, comparesRates));
    }

    private Found hash(Algorithm.Hash hash) {
        Algorithm.Form form = hash.form();
        HashFunction function = HashFunctions.named(form.function());
        if (function == null) {
            return new Found.Unknown("`" + form.function() + "` is no hash that is modelled");
        }
        if (hash.key() instanceof Expression.Unknown(String text, _, _)) {
            return new Found.Unknown("`" + text + "` is not modelled");
        }
        var keys = new HaproxyKey(function, form.avalanche(), isParameter(hash.key()));
        if (form.placement() == Algorithm.Placement.MODULO) {
            HaproxyServers servers = servers(false);
            return exact(servers, new HaproxyMapHash(servers, keys));
        }
        if (hasLastingNames()) {
            return new Found.Unknown(LASTING_NAMES);
        }
        HaproxyServers servers = servers(true);
        return exact(servers, new HaproxyRingHash(servers, keys, seeds(), form));
    }

    private boolean hasLastingNames() {
        for (Server server : pool.servers()) {
            if (server.identity().ringKey() == Identity.RingKey.LASTING_NAME) {
                return true;
            }
        }
        return false;
    }

    private static boolean isParameter(Expression key) {
        return key instanceof Expression.Part(Field field)
                && field.kind() == Field.Kind.QUERY_PARAMETER;
    }

    /// What the keys of each server's nodes are counted from.
    private int[] seeds() {
        boolean doubly = hashesNumbersTwice();
        int[] seeds = new int[pool.servers().size()];
        boolean isByNumber = false;
        for (int i = 0; i < seeds.length; i++) {
            Server server = pool.servers().get(i);
            Identity.RingKey key = ringKey(server);
            isByNumber |= key == Identity.RingKey.NUMBER;
            int number = server.identity().number();
            seeds[i] =
                    doubly && key == Identity.RingKey.NUMBER
                            ? Avalanche.of(number)
                            : seed(server, key);
        }
        if (isByNumber && !isFixKnown()) {
            assumed.add(
                    "this is a release of HAProxy "
                            + version
                            + (version.is(3, 2) ? ".7 or later" : " made after October 2025")
                            + " (older ones place servers elsewhere on the ring)");
        }
        return seeds;
    }

    /// From 3.0 on, and until it was corrected in October 2025, a server's number was hashed twice.
    private boolean hashesNumbersTwice() {
        int patch = version.patch();
        return (version.is(3, 0) && patch >= 0 && patch <= 11)
                || (version.is(3, 1) && patch >= 0 && patch <= 7)
                || (version.is(3, 2) && patch >= 0 && patch <= 6);
    }

    private boolean isFixKnown() {
        return !version.atLeast(3, 0)
                || version.atLeast(3, 3)
                || hashesNumbersTwice()
                || (version.is(3, 2) && version.patch() >= 7);
    }

    /// Without an address a server is known by its number.
    private static Identity.RingKey ringKey(Server server) {
        Identity.RingKey wanted = server.identity().ringKey();
        boolean isAddress = IpAddress.parse(server.address().host()) != null;
        return switch (wanted) {
            case ADDRESS, ADDRESS_AND_PORT -> isAddress ? wanted : Identity.RingKey.NUMBER;
            case NUMBER, WHOLE_NUMBER, LASTING_NAME -> wanted;
        };
    }

    private static int seed(Server server, Identity.RingKey key) {
        int number = server.identity().number();
        return switch (key) {
            case NUMBER, LASTING_NAME -> number * NODES_MOST;
            case WHOLE_NUMBER -> Avalanche.of(Integer.reverseBytes(number));
            case ADDRESS -> addressSeed(server.address(), 0);
            case ADDRESS_AND_PORT ->
                    addressSeed(server.address(), Avalanche.of(server.address().port()));
        };
    }

    /// An IPv4 address counts as a number whose lowest byte is written first.
    private static int addressSeed(Address address, int salt) {
        byte[] bytes = IpAddress.parse(address.host());
        if (bytes == null) {
            throw new IllegalStateException("no address: " + address.host());
        }
        if (bytes.length != 4) {
            return XxHash32.of(new String(bytes, ISO_8859_1), salt);
        }
        int number = 0;
        for (int i = 3; i >= 0; i--) {
            number = (number << 8) | (bytes[i] & 0xFF);
        }
        return Avalanche.of(salt + number);
    }
}

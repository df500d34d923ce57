package dev.evenkeel.model;

import java.util.List;
import java.util.stream.Stream;

/// Everything one configuration makes a balancer do.
///
/// `conditions` and `tables` are what the text declares by name, used or not; `ignored` is what the
/// balancer reads and then does not use.
public record LoadBalancer(
        Target target,
        Workers workers,
        List<Listener> listeners,
        List<Pool> pools,
        List<NamedCondition> conditions,
        List<Table> tables,
        List<Ignored> ignored) {
    public LoadBalancer {
        listeners = List.copyOf(listeners);
        pools = List.copyOf(pools);
        conditions = List.copyOf(conditions);
        tables = List.copyOf(tables);
        ignored = List.copyOf(ignored);
    }

    /// Every block of rules: those of the listeners, those of the pools, and all inside them.
    public Stream<Block> blocks() {
        return Stream.concat(
                        listeners.stream().map(listener -> listener.handling().rules()),
                        pools.stream().map(pool -> pool.handling().rules()))
                .flatMap(Block::andInner);
    }

    /// Every rule of every block.
    public Stream<Rule> rules() {
        return blocks().flatMap(block -> block.rules().stream());
    }
}

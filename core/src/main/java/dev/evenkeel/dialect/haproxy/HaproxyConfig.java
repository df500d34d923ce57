package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Sources;

import java.util.List;
import java.util.Map;

/// A configuration with conditional blocks decided, variables resolved and defaults linked: the
/// sections that are in force, in order.
public record HaproxyConfig(
        List<HaproxySection> sections,
        Version version,
        Sources sources,
        Map<String, String> environment,
        DirectiveTable table) {
    public HaproxyConfig {
        sections = List.copyOf(sections);
        environment = Map.copyOf(environment);
    }
}

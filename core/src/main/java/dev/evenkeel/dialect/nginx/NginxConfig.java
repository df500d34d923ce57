package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Sources;
import dev.evenkeel.text.Span;

import java.util.List;

/// A configuration with its includes in place. `outermost` is the context of `directives`: `main`
/// for a whole configuration; for a fragment the context that was inferred (`http`, `server`,
/// `location`, `upstream`, `stream`, …). `missing` are the `include` lines whose file is not here:
/// what it would have said (upstreams, variables, zones, …) is not known.
public record NginxConfig(
        String outermost,
        List<NginxDirective> directives,
        Version version,
        Sources sources,
        DirectiveTable table,
        List<Span> missing) {
    public NginxConfig {
        directives = List.copyOf(directives);
        missing = List.copyOf(missing);
    }

    /// Whether names may be declared somewhere else: in the surroundings of a fragment, or in a
    /// file that is not here.
    public boolean isPartial() {
        return !outermost.equals("main") || !missing.isEmpty();
    }
}

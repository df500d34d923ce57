package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Sources;

import java.util.List;

/// A configuration with its includes in place. `outermost` is the context of `directives`: `main`
/// for a whole configuration; for a fragment the context that was inferred (`http`, `server`,
/// `location`, `upstream`, `stream`, …).
public record NginxConfig(
        String outermost,
        List<NginxDirective> directives,
        Version version,
        Sources sources,
        DirectiveTable table) {
    public NginxConfig {
        directives = List.copyOf(directives);
    }
}

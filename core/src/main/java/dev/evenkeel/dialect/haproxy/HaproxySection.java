package dev.evenkeel.dialect.haproxy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A section with the lines in it, in order. For a proxy `defaults` is the section whose settings
/// it starts from (named by `from`, else the last anonymous one before it), if any.
public record HaproxySection(
        String kind,
        String name,
        HaproxyLine header,
        List<HaproxyLine> lines,
        @Nullable HaproxySection defaults) {
    /// Whether it takes client connections.
    public boolean isFrontend() {
        return kind.equals("frontend") || kind.equals("listen");
    }

    /// Whether it has servers.
    public boolean isBackend() {
        return kind.equals("backend") || kind.equals("listen");
    }

    public boolean isProxy() {
        return isFrontend() || isBackend();
    }
}

package dev.evenkeel.model;

import dev.evenkeel.text.Span;

/// One server of a pool, in order of declaration.
public record Server(
        String name,
        Address address,
        Capacity capacity,
        Role role,
        Checked checked,
        Identity identity,
        Span span) {
    public enum Role {
        ACTIVE,
        /// Used only when no active server is usable.
        BACKUP,
        /// Switched off in the configuration.
        DISABLED,
        /// A backup server that is switched off in the configuration.
        DISABLED_BACKUP;

        public boolean isDisabled() {
            return this == DISABLED || this == DISABLED_BACKUP;
        }

        public boolean isBackup() {
            return this == BACKUP || this == DISABLED_BACKUP;
        }
    }

    /// How the balancer learns that the server is down.
    public enum Checked {
        /// It asks.
        ACTIVELY,
        /// It takes the state of another server that is checked.
        BY_ANOTHER,
        /// It looks at what becomes of the requests.
        PASSIVELY,
        NEVER
    }

    /// Whether requests may be sent here when the process starts.
    public boolean isUsable() {
        return !role.isDisabled() && capacity.weight() > 0;
    }
}

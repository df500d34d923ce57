package dev.evenkeel.cli;

import dev.evenkeel.dialect.AssumedVersion;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;

import java.util.List;
import java.util.Optional;

/// The dialect and version that a configuration is read as, and whether somebody said the version.
record DialectChoice(Dialect dialect, Version version, boolean isVersionSaid) {
    /// The dialect in its standard version, which nobody asked for.
    static DialectChoice of(Dialect dialect) {
        return new DialectChoice(dialect, dialect.standardVersion(), false);
    }

    Reading read(Input input) {
        return isVersionSaid ? dialect.read(input) : AssumedVersion.read(dialect, input);
    }

    /// Reads `haproxy`, `haproxy:2.6` or `haproxy:2.6.12`.
    static DialectChoice parse(String word) throws CannotAnswer {
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        Dialect dialect =
                Dialects.named(name)
                        .orElseThrow(() ->
                                new CannotAnswer("there is no dialect " + name + "; use " + all()));
        if (colon < 0) {
            return of(dialect);
        }
        Optional<Version> version = Version.parse(word.substring(colon + 1));
        List<Version> known = dialect.versions();
        if (version.isEmpty() || !known.contains(version.get())) {
            throw new CannotAnswer(
                    "%s %s is not known; known are %s to %s"
                            .formatted(
                                    name,
                                    word.substring(colon + 1),
                                    known.getFirst(),
                                    known.getLast()));
        }
        return new DialectChoice(dialect, version.get(), true);
    }

    /// `haproxy or nginx`
    static String all() {
        return String.join(" or ", Dialects.all().stream().map(Dialect::name).toList());
    }
}

package dev.evenkeel.dialect;

import dev.evenkeel.dialect.haproxy.HaproxyDialect;
import dev.evenkeel.dialect.nginx.NginxDialect;
import dev.evenkeel.text.Source;

import java.util.List;
import java.util.Optional;

/// All dialects there are.
public final class Dialects {
    private static final List<Dialect> ALL = List.of(new HaproxyDialect(), new NginxDialect());

    private Dialects() {}

    public static List<Dialect> all() {
        return ALL;
    }

    /// The dialect users call by a name.
    public static Optional<Dialect> named(String name) {
        return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
    }

    /// The dialect a text looks most like; empty when it looks like none.
    public static Optional<Dialect> resembling(Source source) {
        Dialect best = null;
        int most = 0;
        for (Dialect dialect : ALL) {
            int resemblance = dialect.resemblance(source);
            if (resemblance > most) {
                best = dialect;
                most = resemblance;
            }
        }
        return Optional.ofNullable(best);
    }
}

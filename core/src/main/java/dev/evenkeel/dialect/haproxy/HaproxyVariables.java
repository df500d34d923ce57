package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Span;

/// Names of variables: a scope, a dot, letters, digits, dots and underscores.
final class HaproxyVariables {
    private HaproxyVariables() {}

    static void check(String name, Version version, Span span) throws HaproxyRefusal {
        int dot = name.indexOf('.');
        String scope = dot < 0 ? "" : name.substring(0, dot);
        boolean known =
                switch (scope) {
                    case "proc", "sess", "txn", "req", "res", "check" -> true;
                    case "psess", "ptxn", "preq", "pres" -> version.atLeast(3, 1);
                    default -> false;
                };
        if (!known || dot + 1 == name.length()) {
            throw new HaproxyRefusal(
                    span,
                    "the variable '" + name + "' has no scope",
                    "start its name with proc., sess., txn., req., res. or check.");
        }
        for (int i = dot + 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!HaproxyCharacters.isAlphanumeric(c) && c != '_' && c != '.') {
                throw new HaproxyRefusal(
                        span,
                        "the name of the variable '" + name + "' must not hold '" + c + "'",
                        "use letters, digits, dots and underscores");
            }
        }
    }
}

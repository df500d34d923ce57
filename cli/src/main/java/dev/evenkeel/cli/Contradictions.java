package dev.evenkeel.cli;

import dev.evenkeel.verify.Clause;
import dev.evenkeel.verify.Seen.Ending;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.List;

/// Expectations of one request that cannot all hold, whatever the configuration.
final class Contradictions {
    private final YamlFile file;
    private final Node expect;

    Contradictions(YamlFile file, Node expect) {
        this.file = file;
        this.expect = expect;
    }

    void of(List<Clause> clauses) {
        @Nullable String first = null;
        Ending wanted = null;
        for (Clause clause : clauses) {
            String name = name(clause);
            Ending ending = ending(clause);
            if (ending == null) {
                continue;
            }
            if (wanted != null && ending != wanted) {
                file.fault(expect, "expect: " + first + " and " + name + " contradict each other");
                return;
            }
            wanted = ending;
            first = name;
        }
        servers(clauses);
        statuses(clauses, wanted);
        targets(clauses);
    }

    /// How a request must end for a clause to hold; `null` where it may be several ways. (A pool
    /// that has no server left answers by itself.)
    private static @Nullable Ending ending(Clause clause) {
        return switch (clause) {
            case Clause.EndsIn(Ending ending, _) -> ending;
            case Clause.LeadsTo _ -> Ending.REDIRECT;
            case Clause.ServedBy _,
                    Clause.ServedByAnyOf _,
                    Clause.ArrivesWithMethod _,
                    Clause.ArrivesAt _,
                    Clause.ArrivesForHost _,
                    Clause.ArrivesWithHeader _ ->
                    Ending.FORWARD;
            case Clause.HasStatus(Integer status, _) -> status == null ? Ending.FORWARD : null;
            case Clause.GoesTo _ -> null;
        };
    }

    private static String name(Clause clause) {
        return switch (clause) {
            case Clause.EndsIn(Ending ending, _) -> "outcome " + ending.word();
            case Clause.LeadsTo _ -> "redirect";
            case Clause.ServedBy _ -> "server";
            case Clause.ServedByAnyOf _ -> "candidates";
            case Clause.HasStatus(Integer status, _) -> "status " + status;
            case Clause.GoesTo _ -> "pool";
            case Clause.ArrivesWithMethod _, Clause.ArrivesAt _, Clause.ArrivesForHost _ ->
                    "rewritten";
            case Clause.ArrivesWithHeader _ -> "headers";
        };
    }

    private void servers(List<Clause> clauses) {
        for (Clause clause : clauses) {
            for (Clause other : clauses) {
                if (clause instanceof Clause.ServedBy(String server, _)
                        && other instanceof Clause.ServedByAnyOf any
                        && !(any.servers().size() == 1 && any.servers().contains(server))) {
                    file.fault(
                            expect,
                            "expect: server and candidates contradict each other; a server is"
                                    + " expected where it is the only one");
                }
            }
        }
    }

    private void statuses(List<Clause> clauses, @Nullable Ending wanted) {
        boolean pool = clauses.stream().anyMatch(clause -> clause instanceof Clause.GoesTo);
        if (pool && (wanted == Ending.REDIRECT || wanted == Ending.CLOSE)) {
            file.fault(
                    expect,
                    "expect: pool and "
                            + (wanted == Ending.CLOSE ? "outcome close" : "redirect")
                            + " contradict each other");
        }
        for (Clause clause : clauses) {
            if (clause instanceof Clause.HasStatus(Integer status, _) && status != null) {
                boolean redirects = status >= 300 && status < 400;
                if (wanted == Ending.REDIRECT && !redirects) {
                    file.fault(expect, "expect: no redirect has status " + status);
                } else if (wanted == Ending.CLOSE) {
                    file.fault(expect, "expect: a connection that is closed has no status");
                }
            }
        }
    }

    private void targets(List<Clause> clauses) {
        for (Clause clause : clauses) {
            for (Clause other : clauses) {
                if (clause instanceof Clause.ArrivesAt(String path, boolean withQuery, _)
                        && !withQuery
                        && other instanceof Clause.ArrivesAt(String target, boolean whole, _)
                        && whole
                        && !target.equals(path)
                        && !target.startsWith(path + "?")) {
                    file.fault(expect, "expect: path and target contradict each other");
                }
            }
        }
    }
}

package dev.evenkeel.model;

import org.jspecify.annotations.Nullable;

/// What a rule does.
public sealed interface Action {
    /// Sends the request to a pool. `pool` is a literal name, or is computed from the request.
    record Forward(Expression pool, Unresolved unresolved) implements Action {}

    /// What happens when a computed name is the name of no pool.
    enum Unresolved {
        /// It cannot be: the balancer refuses to start.
        REFUSED,
        /// Evaluation goes on with the fallback rule of the listener.
        FALLBACK,
        /// The name is taken as an address and looked up at run time; what can be no address is
        /// answered 500.
        ADDRESS,
        /// The same, but nobody looks it up: what is no literal address is answered 502.
        LITERAL_ADDRESS;

        public boolean isAddress() {
            return this == ADDRESS || this == LITERAL_ADDRESS;
        }
    }

    /// The balancer answers by itself; `location` is where a redirect leads to.
    record Answer(int status, @Nullable Expression location) implements Action {}

    /// The balancer answers by itself with content that is not modelled (files, statistics, cache).
    record Serve(String what) implements Action {}

    /// The connection ends without an answer.
    record Close(String how) implements Action {}

    /// A field of the request changes before later rules and the server see it.
    record Rewrite(Field field, Change change, Expression value) implements Action {}

    /// A field changes only in what the server receives: later rules, and the pool's algorithm, see
    /// what they saw before.
    record RewriteOutgoing(Field field, Change change, Expression value) implements Action {}

    enum Change {
        SET,
        ADD,
        REMOVE
    }

    /// Every value of a field that the regular expression matches becomes `value` as a whole;
    /// groups of that match are at hand in it. Without a match nothing changes.
    record Replace(Field field, String regex, boolean ignoreCase, Expression value)
            implements Action {}

    /// Removes every header whose name matches.
    record RemoveHeaders(Matcher names) implements Action {}

    record SetVariable(String name, Expression value) implements Action {}

    record UnsetVariable(String name) implements Action {}

    /// The pool's server is chosen by name, not by the algorithm, unless it is down.
    record ChooseServer(Expression server) implements Action {}

    /// Continues inside a block, then behind this rule.
    record Enter(Block block) implements Action {}

    /// Skips the rest of the named block, which must enclose this rule.
    record Leave(String block) implements Action {}

    /// Starts the named enclosing block again. All restarts of one request count together: after
    /// `limit` of them the balancer answers 500 instead.
    record Restart(String block, int limit) implements Action {}

    /// Something that cannot change where a request goes (logging, response headers).
    record Aside(String what) implements Action {}

    /// Something that may do anything (a script); what follows is known only if it does nothing.
    record Unmodelled(String what) implements Action {}

    /// Whether nothing that follows in the same block is evaluated after this action.
    default boolean isFinal() {
        return switch (this) {
            case Forward _, Answer _, Serve _, Close _, Leave _, Restart _ -> true;
            case Rewrite _,
                    Replace _,
                    RemoveHeaders _,
                    UnsetVariable _,
                    RewriteOutgoing _,
                    SetVariable _,
                    ChooseServer _,
                    Enter _,
                    Aside _,
                    Unmodelled _ ->
                    false;
        };
    }
}

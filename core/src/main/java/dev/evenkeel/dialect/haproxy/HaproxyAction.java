package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;

/// An action that was read: `next` is the word behind it, where a condition may begin; `only` is a
/// condition that lies in the action itself.
record HaproxyAction(Action action, int next, Support support, Condition only) {
    HaproxyAction(Action action, int next, Support support) {
        this(action, next, support, Condition.ALWAYS);
    }

    static HaproxyAction of(Action action, int next) {
        return new HaproxyAction(action, next, Support.UNDERSTOOD);
    }

    static HaproxyAction aside(String what, int next) {
        return new HaproxyAction(new Action.Aside(what), next, Support.UNDERSTOOD);
    }

    static HaproxyAction unmodelled(String what, int next, String why) {
        return new HaproxyAction(new Action.Unmodelled(what), next, new Support.Unmodelled(why));
    }

    /// Whether the action can change where a request goes.
    boolean matters() {
        return !(action instanceof Action.Aside);
    }
}

package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.List;

/// A condition that a text declares under a name. Declared several times it holds when any of the
/// declarations does; `declarations` are the places, in order.
///
/// Two named conditions are the same only if they are the same object: names are local to a
/// section.
public final class NamedCondition {
    private final String name;
    private final Condition condition;
    private final List<Span> declarations;

    public NamedCondition(String name, Condition condition, List<Span> declarations) {
        this.name = name;
        this.condition = condition;
        this.declarations = List.copyOf(declarations);
    }

    public String name() {
        return name;
    }

    public Condition condition() {
        return condition;
    }

    public List<Span> declarations() {
        return declarations;
    }

    @Override
    public String toString() {
        return name;
    }
}

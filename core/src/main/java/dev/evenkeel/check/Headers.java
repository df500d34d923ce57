package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Action.Change;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;

/// What the rules of a block do to headers whatever the request is.
final class Headers {
    /// The last change of a header that no condition guards; `removedAt` is `null` when it is set.
    private record Last(@Nullable Span removedAt) {}

    private final IdentityHashMap<Block, Map<String, Last>> known = new IdentityHashMap<>();

    /// Where the header of a field is removed from every request; `null` when it is not.
    @Nullable Span removal(Block block, Field field) {
        Last last = last(block, field);
        return last == null ? null : last.removedAt();
    }

    /// Whether the block may put the header of a field into requests.
    boolean sets(Block block, Field field) {
        Last last = last(block, field);
        return last != null && last.removedAt() == null;
    }

    private @Nullable Last last(Block block, Field field) {
        return isHeader(field)
                ? known.computeIfAbsent(block, Headers::changes)
                        .get(field.name().toLowerCase(Locale.ROOT))
                : null;
    }

    private static Map<String, Last> changes(Block outermost) {
        Map<String, Last> changes = new HashMap<>();
        read(outermost, true, changes);
        return changes;
    }

    /// Rules that a condition guards may put a header in; only the others surely remove one.
    private static void read(Block block, boolean always, Map<String, Last> changes) {
        for (Rule rule : block.rules()) {
            boolean surely = always && rule.when() instanceof Condition.Always;
            if (rule.action() instanceof Action.Enter(Block inner)) {
                read(inner, surely, changes);
            } else if (rule.action() instanceof Action.Rewrite(Field field, Change change, var _)
                    && isHeader(field)) {
                String name = field.name().toLowerCase(Locale.ROOT);
                if (change != Change.REMOVE) {
                    changes.put(name, new Last(null));
                } else if (surely) {
                    changes.put(name, new Last(rule.span()));
                }
            } else if (surely
                    && rule.action() instanceof Action.RemoveHeaders(Matcher names)
                    && names.method() == Matcher.Method.EXACT) {
                for (Matcher.Pattern name : names.patterns()) {
                    changes.put(name.text().toLowerCase(Locale.ROOT), new Last(rule.span()));
                }
            }
        }
    }

    private static boolean isHeader(Field field) {
        return field.kind() == Field.Kind.HEADER || field.kind() == Field.Kind.HEADER_LINE;
    }
}

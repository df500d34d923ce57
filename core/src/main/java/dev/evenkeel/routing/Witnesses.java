package dev.evenkeel.routing;

import dev.evenkeel.language.Partition;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A text for every atom of an axis: the first of some suggestions that lies in it, else the
/// shortest readable one.
final class Witnesses implements Axis.AtomTexts {
    private final Partition partition;
    private final Classes classes;
    private final List<String> suggestions;
    private @Nullable String @Nullable [] texts;

    Witnesses(Partition partition, Classes classes, List<String> suggestions) {
        this.partition = partition;
        this.classes = classes;
        this.suggestions = suggestions;
    }

    @Override
    public String of(int atom) {
        @Nullable String[] known = texts;
        if (known == null) {
            known = new String[classes.count()];
            for (String suggestion : suggestions) {
                int of = classes.of(partition.atomOf(suggestion));
                if (of >= 0 && known[of] == null) {
                    known[of] = suggestion;
                }
            }
            texts = known;
        }
        String text = known[atom];
        if (text == null) {
            text = partition.witness(classes.first(atom), List.of());
            known[atom] = text;
        }
        return text;
    }

    @Override
    public int atomOf(String text) {
        return classes.of(partition.atomOf(text));
    }
}

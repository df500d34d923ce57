package dev.evenkeel.dialect;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;

import java.util.List;

/// A vendor's language.
public interface Dialect {
    /// The word users write: `haproxy`.
    String name();

    /// The versions whose meaning is known, oldest first.
    List<Version> versions();

    /// The version assumed when none is given: the newest with long-term support.
    Version standardVersion();

    /// How much a text looks like this language: 0 not at all, 100 certainly.
    int resemblance(Source source);

    /// The pattern of the files that are read, in name order, when a directory is given; empty when
    /// a directory cannot be read.
    String filesOfDirectory();

    /// Reads the texts. Never throws for what they hold, whatever they hold.
    Reading read(Input input);

    /// The text, taken apart and put together again: byte for byte what it was. This is how a test
    /// sees that nothing of a text is lost.
    String reprinted(Source source);

    /// What is understood, as a Markdown page generated from the directive table.
    String understands();
}

package dev.evenkeel.routing;

import dev.evenkeel.text.Span;

/// Something that is not known before run time and was taken to be so: `text` in plain words
/// (`nbsrv(app) lt 2 is false`, `the file html/a exists`), `span` is the place that asks for it.
public record Assumption(String text, Span span) {}

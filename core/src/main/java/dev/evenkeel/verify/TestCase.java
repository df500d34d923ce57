package dev.evenkeel.verify;

import dev.evenkeel.text.Span;

/// One test of a test file: its name, what it expects, and the line where it begins.
public record TestCase(String name, Expectation expectation, Span span) {}

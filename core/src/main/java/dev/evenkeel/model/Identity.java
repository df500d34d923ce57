package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// What tells a server from its neighbours: the number that some algorithms use, and the value that
/// stands for it in affinity cookies (empty: none), with the place where that is written.
public record Identity(int number, String affinity, @Nullable Span affinitySpan) {}

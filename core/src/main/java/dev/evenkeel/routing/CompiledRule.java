package dev.evenkeel.routing;

import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// A rule with its condition made ready. `plain` is where it sends every request over HTTP for
/// which no rule chose a server or a status; `null` when that is not the same for all of them, or
/// the rule sends nothing on.
///
/// Everything that a request meets lies side by side: among thousands of rules each look at another
/// piece of memory costs more than what is done with it.
record CompiledRule(Rule rule, Span span, Test test, Outcome.@Nullable Forward plain) {}

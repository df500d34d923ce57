package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.stream.Stream;

/// A path or host, one of several that a rule asks for, which never counts because a rule before it
/// takes all its requests and does something else.
final class PartlyShadowedRule implements RoutingCheck {
    @Override
    public Stream<Finding> findings(Reach reach) {
        var found = new ArrayList<Finding>();
        for (DeadRule.Part part : reach.deadParts()) {
            Condition.Match match = part.match();
            var pattern = match.matcher().patterns().getFirst();
            Span span = part.rule().span();
            found.add(
                    Finding.warning(
                                    this,
                                    span,
                                    "this rule never gets the requests for "
                                            + Words.quoted(pattern.text())
                                            + ": the rule before it takes them all",
                                    "Move this rule in front of that one if "
                                            + Words.quoted(pattern.text())
                                            + " is meant to count, else remove it here.")
                            .relatedTo(part.by().span(), "this takes them")
                            .relatedTo(
                                    pattern.span().line() == span.line() ? null : pattern.span(),
                                    "never counts there")
                            .shownBy(part.example()));
        }
        return found.stream();
    }
}

package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.note;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// The rules of one location: those nested in it, what it rewrites, then its content.
final class NginxLocationRules {
    private final NginxPlace place;
    private final NginxLocations locations;
    private final NginxLocation location;
    private final NginxLevel level;
    private final Span span;
    private final String name;

    NginxLocationRules(NginxPlace place, NginxLocations locations, NginxLocation location) {
        this.place = place;
        this.locations = locations;
        this.location = location;
        this.level = location.level();
        this.span = location.directive().span();
        this.name = "location " + location.written();
    }

    Block block() {
        var rules = new ArrayList<Rule>();
        if (location.kind() == NginxLocation.Kind.NAMED) {
            rules.add(note(NginxPlace.NAMED, "", span));
        }
        if (location.isRegex()) {
            NginxRegex.captures(location.text())
                    .forEach((group, capture) ->
                            rules.add(
                                    NginxPlace.implied(
                                            Condition.ALWAYS,
                                            new Action.SetVariable(group, capture),
                                            span)));
        }
        rules.addAll(locations.nested(location));
        internal(rules);
        limited(rules);
        boolean branching = isBranching(level);
        if (branching) {
            rules.add(note(NginxPlace.BRANCH, "", span));
            rules.add(note(NginxPlace.PASSING, "", span));
        }
        var rewriting = new NginxRewriting(place, level, name + ": rewriting", true, branching);
        rules.addAll(rewriting.rules(span));
        for (NginxRewriting.Branch branch : rewriting.branches()) {
            rules.add(branch(branch));
        }
        var content = new NginxContent(place, level, location, name, span);
        if (!rewriting.endsAll() || content.isWritten()) {
            rules.addAll(content.rules());
        }
        return new Block(name, rules, span);
    }

    private void internal(List<Rule> rules) {
        NginxDirective internal = level.setting("internal");
        if (internal != null && location.kind() != NginxLocation.Kind.NAMED) {
            Span at = internal.span();
            Condition asked = new Condition.Not(NginxPlace.is(NginxPlace.INTERNAL, "1", at));
            Action refused = new NginxErrors(place, level).answer(404, at);
            rules.add(NginxPlace.written(asked, refused, at));
        }
    }

    /// `limit_except` has settings of its own for all methods but those it names.
    private void limited(List<Rule> rules) {
        NginxDirective except = level.ownLast("limit_except");
        if (except == null) {
            return;
        }
        Span at = except.span();
        var methods = new ArrayList<Matcher.Pattern>();
        for (int i = 0; i < except.arguments(); i++) {
            Span method = except.argumentSpan(i);
            methods.add(new Matcher.Pattern(except.argument(i), method));
            if (except.argument(i).equals("GET")) {
                methods.add(new Matcher.Pattern("HEAD", method));
            }
        }
        var named = new Matcher(Matcher.Method.EXACT, false, methods, true);
        var method = Expression.field(Field.Kind.METHOD);
        var when = new Condition.Not(new Condition.Match(method, named, at));
        var within = new NginxLevel(level, except.block());
        String title = name + ": limit_except";
        var content = new NginxContent(place, within, location, title, at);
        Block block = new Block(title, content.rules(), at);
        rules.add(NginxPlace.written(when, new Action.Enter(block), at));
    }

    private Rule branch(NginxRewriting.Branch branch) {
        Span at = branch.directive().span();
        String title = name + ": if";
        var content = new NginxContent(place, branch.level(), location, title, at);
        Condition taken = NginxPlace.is(NginxPlace.BRANCH, String.valueOf(branch.number()), at);
        Block block = new Block(title, content.rules(List.of(unpassed(branch))), at);
        return NginxPlace.implied(taken, new Action.Enter(block), at);
    }

    /// An `if` block that passes requests on decides that they are passed on, a later one that is
    /// taken decides to whom: to nobody, where it does not say.
    private Rule unpassed(NginxRewriting.Branch branch) {
        Span at = branch.directive().span();
        Action answer = new NginxErrors(place, branch.level()).answer(500, at);
        return NginxPlace.implied(NginxPlace.is(NginxPlace.PASSING, "1", at), answer, at);
    }

    /// Whether the settings of an `if` block differ from those of the location in what decides.
    private static boolean isBranching(NginxLevel level) {
        boolean tries = level.has("try_files");
        for (NginxDirective directive : level.own("if")) {
            if (tries || decides(directive.block(), 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean decides(List<NginxDirective> directives, int depth) {
        for (NginxDirective directive : directives) {
            boolean inner =
                    directive.is("if") && depth < 30 && decides(directive.block(), depth + 1);
            if (inner || NginxContent.decides(directive)) {
                return true;
            }
        }
        return false;
    }
}

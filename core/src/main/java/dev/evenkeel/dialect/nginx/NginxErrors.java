package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.always;
import static dev.evenkeel.dialect.nginx.NginxPlace.implied;
import static dev.evenkeel.dialect.nginx.NginxPlace.note;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Answers with a status that the configuration decides, and the error pages that take their place:
/// a path is asked for anew inside the server, a named location is entered, an address is
/// redirected to.
final class NginxErrors {
    private final NginxPlace place;
    private final NginxLevel level;

    NginxErrors(NginxPlace place, NginxLevel level) {
        this.place = place;
        this.level = level;
    }

    /// Ends the request with a status, or with the error page for it.
    Action answer(int status, Span span) {
        return answer(status, null, span);
    }

    /// The same; a status that redirects leads to `location`. One error page is shown at most,
    /// unless its level says that others may follow.
    Action answer(int status, @Nullable Expression location, Span span) {
        NginxDirective page = page(status);
        var own = new Action.Answer(sent(status), location);
        if (page == null && !place.shows()) {
            return own;
        }
        var rules = new ArrayList<Rule>();
        if (page != null) {
            Condition first = new Condition.Not(NginxPlace.is(NginxPlace.ERROR, "1", page.span()));
            Action show = new Action.Enter(show(page, status, location != null));
            rules.add(NginxPlace.written(first, show, page.span()));
        }
        if (place.shows()) {
            rules.add(implied(Condition.ALWAYS, status(null), span));
        }
        rules.add(implied(Condition.ALWAYS, own, span));
        return new Action.Enter(new Block("answer " + status, rules, span));
    }

    /// What is wrong with a certificate or with the length of a header has a status of its own,
    /// which only the configuration sees.
    private static int sent(int status) {
        return status >= 494 && status <= 497 ? 400 : status;
    }

    /// From here on every answer has a status; `null`: its own.
    private static Action status(@Nullable String status) {
        var field = Field.of(Field.Kind.STATUS);
        return status == null || status.isEmpty()
                ? new Action.Rewrite(field, Action.Change.REMOVE, Expression.text(""))
                : new Action.Rewrite(field, Action.Change.SET, Expression.text(status));
    }

    private @Nullable NginxDirective page(int status) {
        String code = String.valueOf(status);
        for (NginxDirective page : level.inherited("error_page")) {
            for (int i = 0; i < page.arguments() - 1; i++) {
                if (page.argument(i).equals(code)) {
                    return page;
                }
            }
        }
        return null;
    }

    /// `redirects` when the status comes with a location, which stays where the page has none.
    private Block show(NginxDirective page, int status, boolean redirects) {
        Span span = page.span();
        int last = page.arguments() - 1;
        String target = page.argument(last);
        boolean given = last > 0 && page.argument(last - 1).startsWith("=");
        String changed = given ? page.argument(last - 1).substring(1) : String.valueOf(status);
        var rules = new ArrayList<Rule>();
        if (!level.isOn("recursive_error_pages")) {
            rules.add(note(NginxPlace.ERROR, "1", span));
        }
        if (redirects && (target.startsWith("@") || target.startsWith("/"))) {
            var kept = new Action.Unmodelled("the Location that is sent along");
            rules.add(implied(Condition.ALWAYS, kept, span));
        }
        if (target.startsWith("@")) {
            rules.add(implied(Condition.ALWAYS, status(changed), span));
            rules.addAll(toNamed(place, target, span));
        } else if (target.startsWith("/")) {
            rules.addAll(toPage(target, changed, page));
        } else {
            Expression location = place.value(target, page);
            if (target.startsWith("$")) {
                var path = new Block("page " + target, toPage(target, changed, page), span);
                rules.add(implied(begins(location, "/", span), new Action.Enter(path), span));
                var named = new Block("page " + target, toNamed(changed, location, span), span);
                rules.add(implied(begins(location, "@", span), new Action.Enter(named), span));
            }
            if (place.shows()) {
                rules.add(implied(Condition.ALWAYS, status(null), span));
            }
            int redirect = given && isRedirect(changed) ? Integer.parseInt(changed) : 302;
            rules.add(always(new Action.Answer(redirect, location), span));
        }
        return new Block("error page " + status, rules, span);
    }

    private List<Rule> toPage(String target, String status, NginxDirective page) {
        Span span = page.span();
        var rules = new ArrayList<Rule>();
        rules.add(implied(Condition.ALWAYS, status(status), span));
        Condition head = NginxPlace.equal(Expression.field(Field.Kind.METHOD), "HEAD", span);
        Action get = set(Field.Kind.METHOD, Expression.text("GET"));
        rules.add(implied(new Condition.Not(head), get, span));
        rules.addAll(toPath(place, target, page));
        return rules;
    }

    private List<Rule> toNamed(String status, Expression name, Span span) {
        var named = new Action.SetVariable(NginxPlace.NAMED, name);
        var restart = new Action.Restart(place.locationsBlock(), NginxPlace.RESTARTS);
        return List.of(
                implied(Condition.ALWAYS, status(status), span),
                note(NginxPlace.INTERNAL, "1", span),
                implied(Condition.ALWAYS, named, span),
                always(restart, span));
    }

    private static Condition begins(Expression value, String with, Span span) {
        var pattern = new Matcher.Pattern(with, span);
        var matcher = new Matcher(Matcher.Method.PREFIX, false, List.of(pattern), true);
        return new Condition.Match(value, matcher, span);
    }

    /// The error page for a status when it leads to what is more than a file: a named location, or
    /// a path whose answer takes the place of the status.
    @Nullable NginxDirective other(int status) {
        NginxDirective page = page(status);
        if (page == null) {
            return null;
        }
        int last = page.arguments() - 1;
        String target = page.argument(last);
        boolean replaces = last > 0 && page.argument(last - 1).startsWith("=");
        boolean file = target.contains(".htm");
        return target.startsWith("@") || (replaces && !file) ? page : null;
    }

    private static boolean isRedirect(String status) {
        return switch (status) {
            case "301", "302", "303", "307", "308" -> true;
            default -> false;
        };
    }

    /// Enters a named location of the server.
    static List<Rule> toNamed(NginxPlace place, String name, Span span) {
        return List.of(
                note(NginxPlace.INTERNAL, "1", span),
                note(NginxPlace.NAMED, name, span),
                always(new Action.Restart(place.locationsBlock(), NginxPlace.RESTARTS), span));
    }

    /// Asks the server anew for another path, with the query written behind it or none.
    static List<Rule> toPath(NginxPlace place, String target, NginxDirective at) {
        Span span = at.span();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        Expression newPath = place.value(path, at);
        Expression newQuery = place.value(query, at);
        var rules = new ArrayList<Rule>();
        if (path.indexOf('$') >= 0) {
            // Variables may put a question mark into the path.
            var whole = new Expression.Variable(NginxPlace.TARGET);
            var action = new Action.SetVariable(NginxPlace.TARGET, place.value(target, at));
            rules.add(NginxPlace.implied(Condition.ALWAYS, action, span));
            newPath = new Expression.Converted(whole, "beginning", List.of("before", "?"));
            newQuery = new Expression.Converted(whole, "behind", List.of("?"));
        }
        rules.add(always(set(Field.Kind.NORMALISED_QUERY, newQuery), span));
        rules.add(always(set(Field.Kind.NORMALISED_PATH, newPath), span));
        rules.add(note(NginxPlace.INTERNAL, "1", span));
        rules.add(note(NginxPlace.CHANGED, "1", span));
        if (place.replaces()) {
            rules.add(note(NginxPlace.REPLACED, "", span));
        }
        rules.add(always(new Action.Restart(place.serverBlock(), NginxPlace.RESTARTS), span));
        return rules;
    }

    static Action set(Field.Kind field, Expression value) {
        return new Action.Rewrite(Field.of(field), Action.Change.SET, value);
    }
}

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
import java.util.Set;

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

    /// What the error pages of a level, and of all inside it, may make of a status.
    static void statuses(NginxDirective page, Set<String> statuses) {
        int last = page.arguments() - 1;
        boolean given = last > 0 && page.argument(last - 1).startsWith("=");
        String status = given ? page.argument(last - 1).substring(1) : "";
        for (int i = 0; i < (given ? last - 1 : last); i++) {
            String code = given ? status : page.argument(i);
            if (!code.isEmpty()) {
                statuses.add(code);
            }
        }
    }

    /// Ends the request with a status, or with the error page for it.
    Action answer(int status, Span span) {
        NginxDirective page = page(status);
        if (page == null) {
            return new Action.Answer(status, null);
        }
        var rules = new ArrayList<Rule>();
        boolean again = level.isOn("recursive_error_pages");
        Action show = new Action.Enter(show(page, status, again));
        Condition first = new Condition.Not(NginxPlace.is(NginxPlace.ERROR, "1", page.span()));
        rules.add(NginxPlace.written(again ? Condition.ALWAYS : first, show, page.span()));
        rules.add(implied(Condition.ALWAYS, new Action.Answer(status, null), span));
        return new Action.Enter(new Block("answer " + status, rules, span));
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

    private Block show(NginxDirective page, int status, boolean again) {
        Span span = page.span();
        int last = page.arguments() - 1;
        String target = page.argument(last);
        boolean given = last > 0 && page.argument(last - 1).startsWith("=");
        String changed = given ? page.argument(last - 1).substring(1) : String.valueOf(status);
        var rules = new ArrayList<Rule>();
        if (!again) {
            rules.add(note(NginxPlace.ERROR, "1", span));
        }
        if (target.startsWith("@")) {
            rules.add(note(NginxPlace.STATUS, changed, span));
            rules.addAll(toNamed(place, target, span));
        } else if (target.startsWith("/")) {
            rules.addAll(toPage(target, changed, page));
        } else {
            Expression location = place.value(target, page);
            if (target.startsWith("$")) {
                var block = new Block("page " + target, toPage(target, changed, page), span);
                rules.add(implied(isPath(location, span), new Action.Enter(block), span));
            }
            int redirect = isRedirect(changed) ? Integer.parseInt(changed) : 302;
            rules.add(always(new Action.Answer(redirect, location), span));
        }
        return new Block("error page " + status, rules, span);
    }

    private List<Rule> toPage(String target, String status, NginxDirective page) {
        Span span = page.span();
        var rules = new ArrayList<Rule>();
        rules.add(note(NginxPlace.STATUS, status, span));
        Condition head = NginxPlace.equal(Expression.field(Field.Kind.METHOD), "HEAD", span);
        Action get = set(Field.Kind.METHOD, Expression.text("GET"));
        rules.add(implied(new Condition.Not(head), get, span));
        rules.addAll(toPath(place, target, page));
        return rules;
    }

    private static Condition isPath(Expression value, Span span) {
        var pattern = new Matcher.Pattern("/", span);
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
        if (mayHoldQuery(path)) {
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

    /// Whether variables may put a question mark into the path, which nginx looks for only when it
    /// knows their values.
    private static boolean mayHoldQuery(String path) {
        return path.replace("$uri", "").replace("$document_uri", "").indexOf('$') >= 0;
    }

    static Action set(Field.Kind field, Expression value) {
        return new Action.Rewrite(Field.of(field), Action.Change.SET, value);
    }
}

package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Expression;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// Reads the actions of `tcp-request` and `http-request` rules and of their like for answers.
final class HaproxyActions {
    private static final Support CHANGES_TABLES =
            new Support.Unmodelled("what it changes at run time is not followed");

    private final HaproxyReader reader;
    private final HaproxyRewrites rewrites;
    private final HaproxyRedirects redirects;

    HaproxyActions(HaproxyReader reader) {
        this.reader = reader;
        this.rewrites = new HaproxyRewrites(reader);
        this.redirects = new HaproxyRedirects(reader);
    }

    /// Reads the action that begins at a word.
    HaproxyAction read(HaproxyLine line, int at, HaproxyPhase phase, HaproxyPlace place)
            throws HaproxyRefusal {
        String word = line.word(at);
        int parenthesis = word.indexOf('(');
        String name = parenthesis < 0 ? word : word.substring(0, parenthesis);
        HaproxyAction rewrite = rewrites.read(name, line, at, place);
        if (rewrite != null) {
            return phase == HaproxyPhase.RESPONSE
                    ? HaproxyAction.aside(name, rewrite.next())
                    : rewrite;
        }
        HaproxyAction action = decision(name, line, at, phase, place);
        if (action != null) {
            return action;
        }
        return other(name, line, at, place);
    }

    /// Actions that end the evaluation.
    private @Nullable HaproxyAction decision(
            String name, HaproxyLine line, int at, HaproxyPhase phase, HaproxyPlace place)
            throws HaproxyRefusal {
        return switch (name) {
            case "allow", "accept" -> HaproxyAction.of(new Action.Leave(phase.block()), at + 1);
            case "deny" -> answer(line, at, 403, place);
            case "tarpit" -> answer(line, at, 500, place);
            case "return" -> answer(line, at, 200, place);
            case "reject" -> HaproxyAction.of(new Action.Close("reject"), at + 1);
            case "silent-drop" ->
                    HaproxyAction.of(new Action.Close("silent-drop"), condition(line, at + 1));
            case "auth" -> HaproxyAction.of(new Action.Answer(401, null), condition(line, at + 1));
            case "redirect" -> redirects.read(line, at + 1, true, place);
            case "use-service" ->
                    HaproxyAction.of(new Action.Serve(line.word(at + 1)), condition(line, at + 1));
            default -> null;
        };
    }

    /// `deny`, `tarpit` and `return` with their arguments.
    private HaproxyAction answer(HaproxyLine line, int at, int standard, HaproxyPlace place)
            throws HaproxyRefusal {
        int status = standard;
        @Nullable Expression location = null;
        Support support = Support.UNDERSTOOD;
        int i = at + 1;
        while (i < line.size() && !isCondition(line, i)) {
            switch (line.word(i)) {
                case "status", "deny_status" -> {
                    status = HaproxyQuantities.number(line.word(i + 1));
                    i += 2;
                }
                case "hdr" -> {
                    HaproxyFormat.Text value = reader.formats.read(line, i + 2, place);
                    if (line.word(i + 1).equalsIgnoreCase("location")) {
                        location = value.expression();
                        support = value.support();
                    }
                    i += 3;
                }
                case "lf-string" -> {
                    reader.formats.read(line, i + 1, place);
                    i += 2;
                }
                case "content-type", "errorfile", "errorfiles", "file", "lf-file", "string" ->
                        i += 2;
                default -> i++;
            }
        }
        return new HaproxyAction(new Action.Answer(status, location), i, support);
    }

    /// Everything else: what cannot matter, and what is not modelled.
    private HaproxyAction other(String name, HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        int next = condition(line, at + 1);
        if (name.startsWith("track-sc")
                || name.equals("capture")
                || name.startsWith("set-priority-")) {
            int behind = reader.expressions.words(line, at + 1, place).word();
            return HaproxyAction.aside(name, behind(name, line, behind));
        }
        if (name.equals("lua") || name.startsWith("lua.")) {
            return HaproxyAction.unmodelled(name, next, "a script may do anything");
        }
        return switch (name) {
            case "do-resolve" -> resolved(line, at, place);
            case "set-map", "add-acl", "del-acl", "del-map" ->
                    new HaproxyAction(new Action.Unmodelled(name), next, CHANGES_TABLES);
            case "send-spoe-group" ->
                    HaproxyAction.unmodelled(name, next, "an agent may set variables");
            case "cache-use" ->
                    new HaproxyAction(
                            new Action.Aside(name),
                            next,
                            new Support.Limited("an answer may come from the cache"));
            default -> HaproxyAction.aside(name, next);
        };
    }

    /// The end of what follows the expression of an action: a table to track in, or the place of a
    /// captured text.
    private static int behind(String name, HaproxyLine line, int at) throws HaproxyRefusal {
        if (name.startsWith("track-sc")) {
            if (line.is(at, "table") && line.size() == at + 1) {
                throw new HaproxyRefusal(
                        line.span(at), "the name of a table is missing", "write table NAME");
            }
            return line.is(at, "table") ? at + 2 : at;
        }
        if (!name.equals("capture")) {
            return at;
        }
        boolean mayLength = !line.is(0, "http-response");
        boolean length = mayLength && line.is(at, "len");
        boolean slot = line.is(at, "id") && HaproxyNumbers.isNumber(line.word(at + 1));
        if (!(length && HaproxyNumbers.number(line.word(at + 1)) > 0) && !slot) {
            throw new HaproxyRefusal(
                    line.span(at),
                    (mayLength ? "'len' or 'id'" : "'id'")
                            + " with a number must follow what is captured",
                    "write for example: capture req.hdr(Host) len 64");
        }
        return at + 2;
    }

    /// `do-resolve(variable,resolvers[,family])`: the variable holds an address that only a name
    /// server knows.
    private HaproxyAction resolved(HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        String word = line.word(at);
        int end = word.indexOf(',');
        String variable = word.substring(word.indexOf('(') + 1, end < 0 ? word.length() : end);
        Span span = line.span(at);
        HaproxySample name = reader.expressions.words(line, at + 1, place);
        return new HaproxyAction(
                new Action.SetVariable(variable, new Expression.Unknown(word, span)),
                name.word(),
                new Support.Limited("the address is known only to a name server"));
    }

    /// The index of the next `if` or `unless`, or the end of the line.
    static int condition(HaproxyLine line, int from) {
        int i = from;
        while (i < line.size() && !isCondition(line, i)) {
            i++;
        }
        return i;
    }

    static boolean isCondition(HaproxyLine line, int word) {
        return line.is(word, "if") || line.is(word, "unless");
    }
}

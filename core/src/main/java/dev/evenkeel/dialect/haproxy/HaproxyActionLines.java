package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

/// Rules and their actions (`http-request` and its like, `redirect`): what HAProxy refuses in their
/// plain arguments. Expressions, formats and conditions are not judged here.
final class HaproxyActionLines {
    private final HaproxyProblems problems;
    private final HaproxyKeywords keywords;
    private final Version version;

    HaproxyActionLines(HaproxyProblems problems, HaproxyKeywords keywords, Version version) {
        this.problems = problems;
        this.keywords = keywords;
        this.version = version;
    }

    void check(HaproxyLine line) {
        switch (line.word(0)) {
            case "redirect" -> redirect(line, 1, false);
            case "http-request" -> action(line, 1, false);
            case "http-response", "http-after-response" -> action(line, 1, true);
            case "tcp-request", "tcp-response" -> {
                if (!line.is(1, "inspect-delay")) {
                    action(line, 2, line.is(0, "tcp-response"));
                }
            }
            case "stats" -> {
                if (keywords.isRequestAction(line.word(2))) {
                    action(line, 2, false);
                } else {
                    refuse(line, 2, "there is no such action");
                }
            }
            default -> {}
        }
    }

    private boolean refuse(HaproxyLine line, int index, @Nullable String fault) {
        if (fault != null) {
            problems.refused(line, index, fault, "");
        }
        return fault != null;
    }

    private void action(HaproxyLine line, int at, boolean answers) {
        String word = line.word(at);
        int parenthesis = word.indexOf('(');
        String name = parenthesis < 0 ? word : word.substring(0, parenthesis);
        switch (name) {
            case "deny", "tarpit", "return" -> reply(line, at, !name.equals("return"));
            case "redirect" -> redirect(line, at + 1, answers);
            case "auth" -> {
                boolean realm = line.is(at + 1, "realm");
                if (realm && line.size() == at + 2) {
                    refuse(line, at + 2, "a name for 'realm' is missing");
                } else {
                    end(line, at + (realm ? 3 : 1));
                }
            }
            case "silent-drop" -> {
                boolean limit = line.is(at + 1, "rst-ttl") && version.atLeast(2, 8);
                end(line, at + (limit ? 3 : 1));
            }
            case "wait-for-body" -> body(line, at + 1);
            case "set-status" -> {
                int status = HaproxyNumbers.intNumber(line.word(at + 1));
                boolean reason = line.is(at + 2, "reason");
                if (status < 100 || status > 999) {
                    refuse(line, at + 1, "a status is a number from 100 to 999");
                } else if (reason && line.size() == at + 3) {
                    refuse(line, at + 3, "a text for 'reason' is missing");
                } else {
                    end(line, at + (reason ? 4 : 2));
                }
            }
            case "use-service" -> {
                if (complete(line, at, 1) && !line.word(at + 1).startsWith("lua.")) {
                    end(line, at + 2);
                }
            }
            case "del-header" -> complete(line, at, 1);
            default -> {
                int words = words(name);
                if (words >= 0 && complete(line, at, words)) {
                    value(line, name, at + 1);
                    end(line, at + 1 + words);
                }
            }
        }
    }

    /// How many plain words follow an action; -1 for those whose arguments are not judged here.
    private int words(String name) {
        return switch (name) {
            case "allow",
                    "accept",
                    "reject",
                    "disable-l7-retry",
                    "wait-for-handshake",
                    "unset-var",
                    "sc-inc-gpc",
                    "sc-inc-gpc0",
                    "sc-inc-gpc1" ->
                    0;
            case "set-path",
                    "set-pathq",
                    "set-query",
                    "set-method",
                    "set-uri",
                    "set-var-fmt",
                    "add-acl",
                    "del-acl",
                    "del-map",
                    "cache-use",
                    "cache-store",
                    "set-nice",
                    "set-log-level",
                    "strict-mode",
                    "expect-proxy",
                    "expect-netscaler-cip" ->
                    1;
            case "set-mark", "set-tos" -> version.atLeast(3, 0) ? -1 : 1;
            case "set-header",
                    "add-header",
                    "early-hint",
                    "set-map",
                    "replace-path",
                    "replace-pathq",
                    "replace-uri",
                    "send-spoe-group" ->
                    2;
            case "replace-header", "replace-value" -> 3;
            default -> -1;
        };
    }

    private boolean complete(HaproxyLine line, int at, int words) {
        if (line.size() > at + words) {
            return true;
        }
        String needs = words == 1 ? "an argument" : words + " arguments";
        refuse(line, line.size(), "'" + line.word(at) + "' needs " + needs);
        return false;
    }

    private void value(HaproxyLine line, String name, int at) {
        String value = line.word(at);
        String fault =
                switch (name) {
                    case "strict-mode" -> HaproxyServerLines.oneOf(value, "on", "off");
                    case "expect-proxy", "expect-netscaler-cip" ->
                            HaproxyServerLines.oneOf(value, "layer4");
                    case "set-log-level" ->
                            value.equals("silent")
                                    ? null
                                    : HaproxyServerLines.oneOf(value, HaproxyLogLines.LEVELS);
                    case "set-mark", "set-tos" ->
                            HaproxyNumbers.isDigit(value.charAt(0))
                                    ? null
                                    : "'" + HaproxyNames.shown(value) + "' is no number";
                    default -> null;
                };
        refuse(line, at, fault);
    }

    /// What follows the arguments must be a condition.
    private void end(HaproxyLine line, int at) {
        if (at < line.size() && !HaproxyActions.isCondition(line, at)) {
            problems.refused(
                    line,
                    at,
                    "'"
                            + HaproxyNames.shown(line.word(at))
                            + "' stands where only a condition may follow",
                    "start the condition with if or unless");
        }
    }

    private void body(HaproxyLine line, int from) {
        int i = from;
        boolean timed = false;
        while (i < line.size() && !HaproxyActions.isCondition(line, i)) {
            if (line.is(i, "time")) {
                if (refuse(line, i + 1, HaproxyNumbers.timeFault(line.word(i + 1), false))) {
                    return;
                }
                timed = true;
            } else if (line.is(i, "at-least")) {
                if (refuse(line, i + 1, HaproxyNumbers.sizeFault(line.word(i + 1)))) {
                    return;
                }
            } else {
                end(line, i);
                return;
            }
            i += 2;
        }
        if (!timed) {
            refuse(line, i, "'time' and a time must stand here");
        }
    }

    /// The answer that `deny`, `tarpit` and `return` describe.
    private void reply(HaproxyLine line, int at, boolean denies) {
        int status = 200;
        boolean typed = false;
        String content = "";
        int contentAt = at;
        int i = at + 1;
        while (i < line.size()) {
            String word = line.word(i);
            int values = replyWords(word, denies && i == at + 1);
            if (values < 0) {
                break;
            }
            if (line.size() <= i + values) {
                refuse(line, line.size(), "a value for '" + word + "' is missing");
                return;
            }
            switch (word) {
                case "status", "deny_status" -> {
                    status = HaproxyNumbers.intNumber(line.word(i + 1));
                    if (status < 200 || status > 599) {
                        refuse(line, i + 1, "a status is a number from 200 to 599");
                        return;
                    }
                }
                case "content-type" -> typed = true;
                case "hdr" -> {}
                default -> {
                    if (!content.isEmpty()) {
                        refuse(line, i, "what is answered is said twice");
                        return;
                    }
                    content = word;
                    contentAt = i;
                }
            }
            i += 1 + values;
        }
        boolean text = content.equals("string") || content.startsWith("lf-");
        boolean alone = denies && i == at + 3 && line.is(at + 1, "deny_status");
        boolean page =
                alone || content.equals("default-errorfiles") || content.equals("errorfiles");
        if (page && !hasPage(status)) {
            refuse(
                    line,
                    alone ? at + 2 : contentAt,
                    "HAProxy has no page of its own for status "
                            + status
                            + (alone ? "; write 'status' instead of 'deny_status'" : ""));
        } else if (text && (status == 204 || status == 304)) {
            refuse(line, contentAt, "an answer with status " + status + " has no body");
        } else if (text && !typed) {
            refuse(line, contentAt, "a body needs a 'content-type'");
        } else {
            end(line, i);
        }
    }

    private boolean hasPage(int status) {
        return switch (status) {
            case 200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 425, 429 -> true;
            case 422 -> version.atLeast(2, 5);
            case 414, 431 -> version.atLeast(3, 1);
            default -> status >= 500 && status <= 504;
        };
    }

    /// How many words follow one of a reply; -1 when the reply ends before it.
    private static int replyWords(String word, boolean old) {
        return switch (word) {
            case "status", "content-type", "errorfile", "errorfiles" -> 1;
            case "file", "lf-file", "string", "lf-string" -> 1;
            case "deny_status" -> old ? 1 : -1;
            case "hdr" -> 2;
            case "default-errorfiles" -> 0;
            default -> -1;
        };
    }

    private void redirect(HaproxyLine line, int from, boolean answers) {
        String kind = "";
        int i = from;
        while (i < line.size() && !HaproxyActions.isCondition(line, i)) {
            String word = line.word(i);
            boolean alone =
                    switch (word) {
                        case "drop-query", "append-slash" -> true;
                        case "ignore-empty" -> version.atLeast(2, 5);
                        case "keep-query" -> version.atLeast(3, 1);
                        default -> false;
                    };
            if (alone) {
                i++;
                continue;
            }
            switch (word) {
                case "location", "prefix", "scheme" -> kind = word;
                case "set-cookie", "clear-cookie", "code" -> {}
                default -> {
                    if (!word.equals("set-cookie-fmt") || !version.atLeast(3, 1)) {
                        refuse(line, i, "a redirect knows no '" + HaproxyNames.shown(word) + "'");
                        return;
                    }
                }
            }
            if (line.size() == i + 1) {
                refuse(line, i + 1, "a value for '" + word + "' is missing");
                return;
            }
            if (word.equals("code") && !isRedirect(line.word(i + 1))) {
                refuse(line, i + 1, "the code must be 301, 302, 303, 307 or 308");
                return;
            }
            i += 2;
        }
        if (kind.isEmpty()) {
            refuse(line, i, "location, prefix or scheme must be given");
        } else if (answers && !kind.equals("location")) {
            refuse(line, from, "an answer can be redirected with 'location' only");
        }
    }

    private static boolean isRedirect(String code) {
        return switch (HaproxyNumbers.intNumber(code)) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }
}

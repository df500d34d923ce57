package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Handling;
import dev.evenkeel.model.Health;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes pools of sections that have servers.
final class HaproxyPools {
    private final HaproxyContext context;
    private final HaproxySection section;
    private final HaproxySettings settings;
    private final boolean http;

    private HaproxyPools(HaproxyContext context, HaproxySection section, HaproxySettings settings) {
        this.context = context;
        this.section = section;
        this.settings = settings;
        this.http = settings.protocol() == Protocol.HTTP;
    }

    /// The pool of a section, with the rules that requests meet in it.
    static Pool of(
            HaproxyContext context,
            HaproxySection section,
            HaproxySettings settings,
            Block rules,
            HaproxyExpressions expressions,
            HaproxyAffinities affinities) {
        return new HaproxyPools(context, section, settings).pool(rules, expressions, affinities);
    }

    private Pool pool(Block rules, HaproxyExpressions expressions, HaproxyAffinities affinities) {
        List<Server> servers = HaproxyServers.of(section, settings);
        HaproxyLine instead = instead();
        if (servers.isEmpty() && instead != null) {
            servers = HaproxyServers.instead(instead);
        }
        var balancing = new HaproxyBalancing(context, section, settings, expressions);
        return new Pool(
                section.name(),
                servers,
                balancing.of(failover()),
                affinities.of(context, section, settings),
                health(servers),
                new Handling(
                        settings.protocol(),
                        servers.isEmpty() ? answered(rules) : rules,
                        timeouts(context, settings)),
                section.header().span());
    }

    /// A pool without servers that has its own page for 503 answers every request with that page.
    private Block answered(Block rules) {
        for (HaproxyLine line : section.lines()) {
            boolean page =
                    (line.is(0, "errorfile") && line.is(1, "503"))
                            || (line.is(0, "http-error") && line.is(2, "503"));
            if (page && http) {
                var all = new ArrayList<>(rules.rules());
                var answer = new Action.Answer(503, null);
                all.add(new Rule(Condition.ALWAYS, answer, Rule.Origin.FALLBACK, line.span()));
                return new Block(rules.name(), all, rules.span());
            }
        }
        return rules;
    }

    private @Nullable HaproxyLine instead() {
        HaproxyLine dispatch = settings.line("dispatch");
        if (dispatch != null) {
            return dispatch;
        }
        HaproxyLine transparent = settings.line("option transparent");
        return transparent != null ? transparent : settings.line("option http_proxy");
    }

    private Balancing.Failover failover() {
        HaproxyLine retries = settings.line("retries");
        int count = retries == null ? 3 : HaproxyQuantities.number(retries.word(1));
        HaproxyLine redispatch = settings.line("option redispatch");
        int interval = -1;
        if (redispatch != null && redispatch.size() > 2) {
            interval = HaproxyQuantities.signed(redispatch.word(2));
        }
        return new Balancing.Failover(
                count,
                redispatch != null,
                interval,
                settings.has("option allbackups"),
                Balancing.After.CONNECTION);
    }

    static Timeouts timeouts(HaproxyContext context, HaproxySettings settings) {
        return new Timeouts(
                timeout(context, settings, "timeout client"),
                timeout(context, settings, "timeout connect"),
                timeout(context, settings, "timeout server"));
    }

    private static @Nullable Duration timeout(
            HaproxyContext context, HaproxySettings settings, String key) {
        HaproxyLine line = settings.line(key);
        return line == null ? null : context.milliseconds(line.word(2));
    }

    private Health health(List<Server> servers) {
        HaproxyLine line = settings.line("health");
        if (line == null) {
            return Health.connection();
        }
        boolean checked = false;
        for (Server server : servers) {
            checked |=
                    server.checked() == Server.Checked.ACTIVELY
                            || server.checked() == Server.Checked.BY_ANOTHER;
        }
        // In a defaults section it is meant for pools whose servers are checked.
        if (!checked && !servers.isEmpty() && isOwn(line)) {
            context.ignored.add(
                    new Ignored(
                            Ignored.Topic.HEALTH_CHECK,
                            "option " + line.word(1),
                            line.span(),
                            "no server of " + section.name() + " has the word check",
                            servers.getFirst().span()));
        }
        return new Health(asks(line), line.span());
    }

    private boolean isOwn(HaproxyLine line) {
        Span header = section.header().span();
        return line.source().equals(header.source())
                && line.start() > header.start()
                && section.lines().getLast().start() >= line.start();
    }

    private static String asks(HaproxyLine line) {
        return switch (line.word(1)) {
            case "httpchk" -> "an HTTP request" + request(line);
            case "tcp-check" -> "a TCP dialogue";
            case "ssl-hello-chk" -> "a TLS greeting";
            case "smtpchk" -> "an SMTP greeting";
            case "mysql-check" -> "a MySQL login";
            case "pgsql-check" -> "a PostgreSQL login";
            case "redis-check" -> "a Redis PING";
            case "ldap-check" -> "an LDAP bind";
            case "external-check" -> "a program";
            default -> "a request of its own protocol";
        };
    }

    private static String request(HaproxyLine line) {
        return switch (line.size()) {
            case 2 -> "";
            case 3 -> " for " + line.word(2);
            default -> " " + line.word(2) + " " + line.word(3);
        };
    }
}

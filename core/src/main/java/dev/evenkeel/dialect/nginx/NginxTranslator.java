package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.Workers;
import dev.evenkeel.text.Source;

import java.util.ArrayList;
import java.util.List;

/// From a configuration to the model.
///
/// Each listening socket becomes a listener. Its rules choose a server by host, the server's rules
/// a location by path; both come out as lists in which the first rule that holds is the one nginx
/// would take. What nginx remembers of a request beside its fields is held in variables of the
/// model.
final class NginxTranslator {
    private final NginxConfig config;
    private final NginxNotes notes;
    private final NginxVariables variables;
    private final NginxPools pools;
    private final NginxPools streamPools;
    private final List<Listener> listeners = new ArrayList<>();

    private NginxTranslator(NginxConfig config, LineCoverage coverage, NginxProblems problems) {
        this.config = config;
        this.notes = new NginxNotes(coverage, problems);
        this.variables = new NginxVariables(config, notes);
        this.pools = new NginxPools(variables, notes, Protocol.HTTP);
        this.streamPools = new NginxPools(variables, notes, Protocol.TCP);
    }

    /// Translates a configuration, or the fragment of one: what stands around a fragment is as
    /// nginx has it when nothing is written there. Lines that are not fully modelled are marked in
    /// `coverage`, what is wrong is added to `problems`.
    static LoadBalancer translate(
            NginxConfig config, LineCoverage coverage, NginxProblems problems) {
        return new NginxTranslator(config, coverage, problems).translate();
    }

    private LoadBalancer translate() {
        List<NginxDirective> directives = config.directives();
        outermost(config.outermost(), directives);
        Workers workers = workers(directives);
        boolean one = workers.count() == 1;
        List<Pool> made = new ArrayList<>(pools.pools(one));
        made.addAll(streamPools.pools(one));
        return new LoadBalancer(
                new Target("nginx", config.version()),
                workers,
                listeners,
                made,
                List.of(),
                variables.tables(),
                notes.ignored());
    }

    private void outermost(String context, List<NginxDirective> directives) {
        switch (context) {
            case "main" -> main(directives);
            case "http" -> http(new NginxLevel(null, directives));
            case "stream" -> stream(new NginxLevel(null, directives));
            case "stream-server" -> outermost("stream", within("server", directives));
            case "stream-upstream" -> outermost("stream", within("upstream", directives));
            case "server", "upstream" -> outermost("http", within(context, directives));
            case "location" -> outermost("server", within("location", directives));
            default -> {
                // Nothing of what is left balances anything.
            }
        }
    }

    private void main(List<NginxDirective> directives) {
        var main = new NginxLevel(null, directives);
        for (NginxDirective directive : directives) {
            if (directive.is("http")) {
                http(new NginxLevel(main, directive.block()));
            } else if (directive.is("stream")) {
                stream(new NginxLevel(main, directive.block()));
            }
        }
    }

    private void http(NginxLevel level) {
        for (NginxDirective upstream : level.own("upstream")) {
            pools.declare(upstream);
        }
        var http = new NginxHttp(variables, notes, pools);
        for (NginxDirective server : level.own("server")) {
            http.add(server, new NginxLevel(level, server.block()));
        }
        listeners.addAll(http.listeners());
    }

    private void stream(NginxLevel level) {
        for (NginxDirective upstream : level.own("upstream")) {
            streamPools.declare(upstream);
        }
        listeners.addAll(new NginxStream(variables, streamPools, level).listeners());
    }

    /// A block around what stands in none: a location for every path, a server, a pool named after
    /// the text.
    private static List<NginxDirective> within(String name, List<NginxDirective> directives) {
        if (directives.isEmpty()) {
            return List.of();
        }
        NginxDirective first = directives.getFirst();
        Source source = first.source();
        int start = first.span().start();
        int end = first.span().end();
        String argument = name.equals("location") ? "/" : Source.bytes(source.name());
        var words = name.equals("server") ? new String[] {name} : new String[] {name, argument};
        int[] places = {start, end, start, end};
        return List.of(new NginxDirective(source, words, places, end, end, directives, null));
    }

    private static Workers workers(List<NginxDirective> directives) {
        Workers workers = Workers.one();
        for (NginxDirective directive : directives) {
            if (directive.is("worker_processes")) {
                int count = NginxNumber.parse(directive.argument(0));
                workers = new Workers(Math.max(0, count), directive.span());
            }
        }
        return workers;
    }
}

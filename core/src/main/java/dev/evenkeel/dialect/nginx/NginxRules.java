package dev.evenkeel.dialect.nginx;

import java.util.ArrayList;
import java.util.List;

/// What nginx demands of directives together: names that are declared once, and declared at all;
/// locations that fit into each other; listeners and servers that do not contradict.
final class NginxRules {
    private final NginxConfig config;
    private final NginxProblems problems;

    private NginxRules(NginxConfig config, NginxProblems problems) {
        this.config = config;
        this.problems = problems;
    }

    static void check(NginxConfig config, NginxProblems problems) {
        new NginxRules(config, problems).check();
    }

    private void check() {
        new NginxNestingRules(problems).check(config);
        for (NginxDirective http : blocks("http")) {
            new NginxBalancingRules(problems).check(http.block(), "server");
            new NginxListenerRules(config, problems).http(http.block());
            new NginxReferenceRules(config, problems).check(http);
        }
        for (NginxDirective stream : blocks("stream")) {
            new NginxBalancingRules(problems).check(stream.block(), "stream-server");
            new NginxListenerRules(config, problems).stream(stream.block());
        }
        if (config.outermost().equals("http")) {
            new NginxBalancingRules(problems).check(config.directives(), "server");
            new NginxListenerRules(config, problems).http(config.directives());
        }
        if (config.outermost().equals("stream")) {
            new NginxBalancingRules(problems).check(config.directives(), "stream-server");
            new NginxListenerRules(config, problems).stream(config.directives());
        }
        if (config.outermost().equals("main")) {
            modules();
            new NginxNameRules(config, problems).check();
        }
    }

    private List<NginxDirective> blocks(String name) {
        var found = new ArrayList<NginxDirective>(1);
        if (config.outermost().equals("main")) {
            for (NginxDirective directive : config.directives()) {
                if (directive.is(name) && directive.hasBlock()) {
                    found.add(directive);
                }
            }
        }
        return found;
    }

    private void modules() {
        boolean late = false;
        for (NginxDirective directive : config.directives()) {
            if (late && directive.is("load_module")) {
                problems.refuse(
                        directive,
                        "\"load_module\" directive is specified too late",
                        "put it before the first block");
            }
            late |= directive.hasBlock();
        }
    }
}

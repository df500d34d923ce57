package dev.evenkeel.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Requests on their way through the rules that have become the same.
record Flow(SymbolicState state, int requests) {
    /// Those in equal states together.
    static List<Flow> merged(List<Flow> flows, Diagrams diagrams) {
        if (flows.size() <= 1) {
            return flows;
        }
        var byState = new LinkedHashMap<SymbolicState, Integer>();
        for (Flow flow : flows) {
            byState.merge(flow.state(), flow.requests(), diagrams::or);
        }
        var merged = new ArrayList<Flow>(byState.size());
        byState.forEach((state, requests) -> merged.add(new Flow(state, requests)));
        return merged;
    }
}

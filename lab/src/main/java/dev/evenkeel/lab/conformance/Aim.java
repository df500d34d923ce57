package dev.evenkeel.lab.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a generated configuration looks at, collected while it is written: requests are aimed at
/// the boundaries of these.
final class Aim {
    final List<String> hosts = new ArrayList<>();
    final List<String> paths = new ArrayList<>();
    final List<String> sources = new ArrayList<>();
    final Map<String, List<String>> headers = new LinkedHashMap<>();
    final Map<String, List<String>> parameters = new LinkedHashMap<>();
    final Map<String, List<String>> cookies = new LinkedHashMap<>();

    String host(String host) {
        hosts.add(host);
        return host;
    }

    String path(String path) {
        paths.add(path);
        return path;
    }

    String source(String address) {
        sources.add(address);
        return address;
    }

    void header(String name, String value) {
        headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    void parameter(String name, String value) {
        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    void cookie(String name, String value) {
        cookies.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
}

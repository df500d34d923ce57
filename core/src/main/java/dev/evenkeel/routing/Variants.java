package dev.evenkeel.routing;

import dev.evenkeel.model.Request;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Requests much like a given one. What rules make of a part of a request shows only in those that
/// they change, and those that look most usual are seldom changed: a host that is put in lower case
/// is in lower case already.
final class Variants {
    private final Samples.Sample sample;
    private final List<Samples.Sample> all = new ArrayList<>();

    private Variants(Samples.Sample sample) {
        this.sample = sample;
    }

    /// `computed` are texts that hosts or paths may have to be for a request to be one of its set.
    static List<Samples.Sample> of(
            Samples.Sample sample,
            Iterable<String> computed,
            Predicate<Samples.Sample> isPossible) {
        var variants = new Variants(sample);
        Request request = sample.request();
        for (String text : computed) {
            if (text.startsWith("/")) {
                variants.add(request.host(), text + query(request.target()));
            } else {
                variants.add(text, request.target());
            }
        }
        variants.hosts(request);
        variants.targets(request);
        variants.all.removeIf(isPossible.negate());
        return variants.all;
    }

    private void add(String host, String target) {
        Request was = sample.request();
        Request.Connection connection = host.isEmpty() ? hostless() : was.connection();
        var request = new Request(was.method(), host, target, was.headers(), connection);
        all.add(new Samples.Sample(request, sample.given()));
    }

    /// Since version 1.1 a request without a host is none.
    private Request.Connection hostless() {
        var was = sample.request().connection();
        return new Request.Connection(was.source(), was.port(), was.tls(), was.sni(), "1.0");
    }

    private void hosts(Request request) {
        add("", request.target());
        add("other.example", request.target());
        add(request.host().toUpperCase(Locale.ROOT), request.target());
        if (request.host().indexOf(':') < 0) {
            add(request.host() + ":8080", request.target());
        }
    }

    private void targets(Request request) {
        String target = request.target();
        String query = query(target);
        String path = target.substring(0, target.length() - query.length());
        add(request.host(), "/" + target);
        add(request.host(), "/." + target);
        add(request.host(), path + "/x" + query);
        add(request.host(), path + "%61" + query);
        int last = path.length() - 1;
        if (path.charAt(last) != '/') {
            String escaped = "%" + HexFormat.of().toHexDigits((byte) path.charAt(last));
            add(request.host(), path.substring(0, last) + escaped + query);
        }
        if (query.isEmpty()) {
            add(request.host(), target + "?a=1");
        }
    }

    private static String query(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark);
    }
}

package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A redirect that leads back to itself, or on to ever more redirects.
final class RedirectLoop implements RoutingCheck {
    /// How many redirects are followed.
    private static final int LOOKED_AT_MAX = 2_000;

    @Override
    public Stream<Finding> findings(Reach reach) {
        var found = new ArrayList<Finding>();
        follow(reach, found);
        return found.stream();
    }

    private void follow(Reach reach, List<Finding> found) {
        var client = new RedirectedClient(reach);
        Set<Span> told = new HashSet<>();
        int looked = 0;
        for (Reach.Place place : reach.places()) {
            if (!isRedirect(place.rule().action()) || looked >= LOOKED_AT_MAX) {
                continue;
            }
            Listener listener = place.listener();
            Optional<Request> first = reach.example(place);
            if (first.isEmpty()) {
                continue;
            }
            looked++;
            client.loop(listener, first.get())
                    .filter(loop -> loop.redirects().stream().noneMatch(told::contains))
                    .ifPresent(loop -> {
                        told.addAll(loop.redirects());
                        found.add(finding(loop));
                    });
        }
    }

    static boolean isRedirect(Action action) {
        return action instanceof Action.Answer(int status, var location)
                && location != null
                && isRedirect(status);
    }

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Finding finding(RedirectedClient.Loop loop) {
        List<Span> redirects = loop.redirects();
        String url = Words.quoted(loop.url());
        String message =
                loop.isEndless()
                        ? "a client that follows this redirect never arrives: from "
                                + url
                                + " on each leads to another"
                        : redirects.size() == 1
                                ? "a client that follows this redirect never arrives: "
                                        + url
                                        + " leads to itself"
                                : "a client that follows these "
                                        + redirects.size()
                                        + " redirects never arrives: "
                                        + url
                                        + " leads back to itself";
        return Finding.error(
                        this,
                        redirects.getFirst(),
                        message,
                        "Redirect only what is not yet what the redirect leads to.")
                .relatedTo(redirects.subList(1, redirects.size()), "the next redirect")
                .shownBy(loop.first());
    }
}

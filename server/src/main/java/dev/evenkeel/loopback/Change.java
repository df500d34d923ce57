package dev.evenkeel.loopback;

import dev.evenkeel.text.Span;

/// One place of a configuration that was changed so that it runs here. `instead` is what stands
/// there now (empty: nothing); `mayDecide` says that the place may have had a say in what becomes
/// of a request, so that what is seen here need not be what happens there.
public record Change(Span span, String instead, String why, boolean mayDecide) {
    /// `haproxy.cfg:12 filter: taken out`, without the text, which may hold secrets.
    @Override
    public String toString() {
        return span + " " + why + (instead.isEmpty() ? ": taken out" : "");
    }
}

package dev.evenkeel.loopback;

/// What a stage has to say about a request.
public sealed interface Answered permits Seen, Answered.Unasked {
    /// The request could not be sent to the real program as it is; `why` says so in one line.
    record Unasked(String why) implements Answered {}
}

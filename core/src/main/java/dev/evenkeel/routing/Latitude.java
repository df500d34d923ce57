package dev.evenkeel.routing;

/// How much a set of requests may hold beside what it is to hold.
enum Latitude {
    /// What is not known before run time is the same wherever it is asked; requests that no rule of
    /// a balancer's reception would let pass are left out, and so are those that take a comparison
    /// of several views of one part.
    EXACT,
    /// What is not known may be otherwise each time it is asked, and so may be what the balancer's
    /// own rules remember; no request is left out. A set that is empty then is a proof.
    WIDE
}

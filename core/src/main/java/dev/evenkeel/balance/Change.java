package dev.evenkeel.balance;

/// A change of a server at run time, at this second.
public sealed interface Change {
    int server();

    long second();

    /// It is taken out (maintenance, or its checks fail).
    record Down(int server, long second) implements Change {}

    /// It is back.
    record Up(int server, long second) implements Change {}

    /// Its weight as written in a configuration (without the vendor's scale).
    record Weight(int server, int weight, long second) implements Change {}
}

package dev.evenkeel.model;

/// What is balanced: requests (HTTP), connections (TCP) or datagrams (UDP).
public enum Protocol {
    HTTP,
    TCP,
    UDP
}

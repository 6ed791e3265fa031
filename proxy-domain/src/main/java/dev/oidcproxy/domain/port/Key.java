package dev.oidcproxy.domain.port;

/** Where a record lies: a collection of our naming, and an id that may hold any characters. */
public record Key(String collection, String id) {}

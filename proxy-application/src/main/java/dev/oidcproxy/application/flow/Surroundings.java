package dev.oidcproxy.application.flow;

import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.port.Scheduler;
import java.time.InstantSource;

/** The ports that nearly every flow stands on: time, chance, patience and ears. */
public record Surroundings(
    InstantSource clock, Entropy entropy, Scheduler scheduler, ProxyEvents events) {}

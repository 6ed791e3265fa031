package dev.oidcproxy.http.undertow.body;

import dev.oidcproxy.application.http.HttpResponse;
import java.time.Duration;

/**
 * Within what a body is read whole.
 *
 * @param bytes of one body
 * @param time for it to arrive
 * @param held by all of them together
 * @param tooLarge the answer to a larger one
 */
public record BodyBounds(int bytes, Duration time, HeldBytes held, HttpResponse tooLarge) {}

/**
 * Runs the journeys of this folder, which are written in JavaScript, as tests of the build. Each
 * journey is reported under its own name. What keeps a journey from running is said in words.
 */
package dev.oidcproxy.e2e;

/**
 * Pages for people: the question for consent, the way on, and what to do when something is wrong.
 * The markup is in {@code src/main/jte}, compiled into this package and called directly; every
 * English word is in {@link dev.oidcproxy.application.page.Texts}. No page runs a script or loads
 * anything, and everything that came from outside is escaped where it is written.
 */
package dev.oidcproxy.application.page;

/**
 * Pages for people: the question for consent, the way on, and what to do when something is wrong.
 * The markup is in {@code src/main/jte}, compiled into this package and called directly; every word
 * is in the file of a language, under the name it has in {@code Text}. No page runs a script or
 * loads anything but our logo, and all that came from outside is escaped where it is written.
 */
package dev.oidcproxy.application.page;

/**
 * The words of the pages in the languages of the people who read them. English is built in and
 * complete; an operator adds languages as files, and what a file leaves out stays English. Words
 * are never patterns: a name in braces is a place, and what comes from outside is put there by the
 * page, as text.
 */
package dev.oidcproxy.application.language;

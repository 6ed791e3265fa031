package dev.oidcproxy.application.flow.login;

/** How a login that succeeded goes on: with its code, or with a question. */
public record LoginEndings(AnswerLogin answer, ConfirmLogin confirm) {}

package dev.oidcproxy.application.page;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program that people use as a client, and what they do there when its registration is gone. What
 * a request says of itself proves nothing, but it may choose which advice comes first.
 */
enum Program {
  CLAUDE_CODE(
      "Claude Code",
      Text.REMEDY_CLAUDE_CODE,
      "https://claude\\.(ai|com)/.*claude-code.*|http://localhost(:\\d+)?/callback"),
  CLAUDE("Claude", Text.REMEDY_CLAUDE, "https://claude\\.(ai|com)/.*|claude:.*"),
  CURSOR(
      "Cursor", Text.REMEDY_CURSOR, "cursor:.*|https://(www\\.)?cursor\\.com/.*|.*\\bCursor/\\d.*"),
  VS_CODE(
      "VS Code",
      Text.REMEDY_VS_CODE,
      "vscode(-insiders)?:.*|https://(insiders\\.)?vscode\\.dev/.*"
          + "|http://(127\\.0\\.0\\.1|localhost):33418/?|.*\\bCode/\\d.*"),
  CODEX("Codex", Text.REMEDY_CODEX, "http://127\\.0\\.0\\.1(:\\d+)?/callback/[\\w-]+"),
  CHATGPT("ChatGPT", Text.REMEDY_CHATGPT, "https://(chatgpt\\.com|chat\\.openai\\.com)/.*"),
  MCP_INSPECTOR(
      "MCP Inspector",
      Text.REMEDY_MCP_INSPECTOR,
      "http://(127\\.0\\.0\\.1|localhost):6274/oauth/callback.*");

  private final String shown;
  private final Text remedy;
  private final Pattern signs;

  Program(String shown, Text remedy, String signs) {
    this.shown = shown;
    this.remedy = remedy;
    this.signs = Pattern.compile(signs);
  }

  String shown() {
    return shown;
  }

  Text remedy() {
    return remedy;
  }

  /** The program that a request looks like; earlier signs weigh more. */
  static Optional<Program> of(ClientTraits traits) {
    return traits.signs().stream()
        .flatMap(sign -> Arrays.stream(values()).filter(p -> p.signs.matcher(sign).matches()))
        .findFirst();
  }

  static List<Program> others(Optional<Program> guess) {
    return Arrays.stream(values()).filter(p -> !guess.equals(Optional.of(p))).toList();
  }
}

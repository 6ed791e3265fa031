package dev.oidcproxy.distribution.demo;

import java.net.URI;

/** What to paste into which MCP client so that it finds the demo. */
public record DemoInstructions(URI mcpUrl) {

  private static final String TEMPLATE =
      """
      Claude Code
        claude mcp add --transport http oidc-proxy-demo {url}
        then type /mcp in a session and choose oidc-proxy-demo to sign in

      Cursor, in ~/.cursor/mcp.json
        {
          "mcpServers": {
            "oidc-proxy-demo": { "url": "{url}" }
          }
        }

      VS Code
        code --add-mcp '{"name":"oidc-proxy-demo","type":"http","url":"{url}"}'
        or in .vscode/mcp.json
        {
          "servers": {
            "oidc-proxy-demo": { "type": "http", "url": "{url}" }
          }
        }

      MCP Inspector (Node 22.19 or newer)
        npx @modelcontextprotocol/inspector --transport http --server-url {url}

      Sign in as Ada Lovelace or Grace Hopper, approve, then call the tool whoami.
      """;

  /** Lines for a terminal, the last one ended. */
  public String text() {
    return TEMPLATE.replace("{url}", mcpUrl.toString());
  }
}

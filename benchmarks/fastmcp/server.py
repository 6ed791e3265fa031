"""The peer of `benchmarks/run logins`: an MCP server behind FastMCP's OIDCProxy.

Arguments: its port, the provider's config_url, client id and client secret.
"""

import sys

from fastmcp import FastMCP
from fastmcp.server.auth.oidc_proxy import OIDCProxy
from key_value.aio.stores.memory import MemoryStore

port, config_url, client_id, client_secret = int(sys.argv[1]), *sys.argv[2:5]

auth = OIDCProxy(
    config_url=config_url,
    client_id=client_id,
    client_secret=client_secret,
    base_url=f"http://127.0.0.1:{port}",
    client_storage=MemoryStore(),  # as oidc-proxy in the same run
    required_scopes=["openid"],
    # by Basic it does not encode the secret (RFC 6749 section 2.3.1), which this one needs
    token_endpoint_auth_method="client_secret_post",
)

server = FastMCP("benchmark", auth=auth)


@server.tool
def echo(text: str) -> str:
    return text


server.run(transport="http", host="127.0.0.1", port=port, show_banner=False, log_level="WARNING")

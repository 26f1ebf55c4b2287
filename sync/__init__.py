"""How records travel: wire, client, bundle, server."""

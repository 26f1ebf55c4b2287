"""How fast, always as a ratio to a floor or a peer in the same run: ``uv run python -m benchmarks.NAME [--json]``."""

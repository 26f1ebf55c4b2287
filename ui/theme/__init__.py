"""Tokens, themes, densities."""

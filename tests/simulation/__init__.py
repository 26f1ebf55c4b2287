"""Devices, the office's server and everything that goes wrong between them, from one seed: ``python -m tests.simulation``."""

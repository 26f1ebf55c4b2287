"""Other systems that sync offline data, doing the same five workloads; each a small program of its own."""

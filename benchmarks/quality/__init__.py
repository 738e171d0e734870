"""How good the local engine is on public data: `make bench-quality`."""

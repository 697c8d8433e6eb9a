"""The way into a store: unlock, first day, and the ways back in."""

"""One record open: its form, where it stands, and what hangs on it."""

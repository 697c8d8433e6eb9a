"""The search box: its hits, and the records opened last."""

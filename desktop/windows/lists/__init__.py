"""A register as a list: its rows, conditions, and what is done with many records."""

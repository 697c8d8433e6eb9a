"""Removable drives: found, written to so that it lasts, read back, and let go."""

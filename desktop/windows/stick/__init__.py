"""Files are handed over on a stick: chosen, written, read back, let go."""

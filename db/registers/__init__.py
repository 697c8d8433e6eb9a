"""What we keep: one file per register."""

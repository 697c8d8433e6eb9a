"""A register leaves as a file: columns, masks, real lines."""

"""Help in windows: of a field, the book, the tour on sample data."""

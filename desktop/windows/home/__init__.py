"""The first page: what is due, unfinished, this quarter beside the last."""

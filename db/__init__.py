"""The data: how it is kept (store), what is kept (registers) and what is counted (figures)."""

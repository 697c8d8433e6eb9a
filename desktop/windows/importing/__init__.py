"""A foreign ledger comes in: columns, preview, result."""

"""What is attached to a record: kept, looked at, saved out."""

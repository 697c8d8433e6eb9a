"""What comes in and goes out: records as files."""

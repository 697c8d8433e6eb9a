"""What we count: figures and deadlines, computed from the registers."""

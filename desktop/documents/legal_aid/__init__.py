"""The papers of legal aid: those the office issues are signed by it, the others by people alone."""

"""The yearly report on law-based government: composed from figures, checked, compared."""

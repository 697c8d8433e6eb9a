"""Foreign data, broken in every way: ``./run fuzz [--inputs N] [--only NAME] [--seed N]``."""

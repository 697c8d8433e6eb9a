"""The forms of enforcement certificates and training."""

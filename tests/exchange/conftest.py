"""Two townships for whoever sends and receives."""

from tests.townships import other, town

__all__ = ["other", "town"]

"""Tests of how we keep it."""

"""Tests of what we keep."""

"""Walks over everything there is to see: for pictures, legibility, the self-test."""

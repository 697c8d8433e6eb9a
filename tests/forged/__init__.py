"""Forged files, made by code: what the strict verdict must refuse."""

"""Stores as every released revision left them; they must open for ever."""

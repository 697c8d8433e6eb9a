"""Searching: text folded, cut into grams and spelled in pinyin, kept in an index of its own."""

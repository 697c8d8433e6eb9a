"""Where in a record it was found: the field and its words, as anybody may see them."""

from collections.abc import Iterable, Iterator
from typing import Any

from db.store.fields import Field
from db.store.kinds import RowsKind, without_numbers
from db.store.outline import outline, peek
from db.store.record import Row
from db.store.search.asked import Asked, Word

_BEFORE, _LONGEST = 8, 40
"""Characters before the place, and in all, that are told of a long text."""


def where(record: Row, meant: Asked, shown: Iterable[str]) -> str:
    """``当事人电话 138****1234``: the fields that hold the words that ``shown`` does not hold."""
    told: dict[str, str] = {}
    for word in meant.words:
        if not any(map(word.marks, shown)):
            here = ((label, text) for label, field, full in _said(record, "")
                    if (text := _place(word, field, full)))  # fmt: skip
            label, text = next(here, ("", ""))
            if label:
                told[label] = text
    return "　".join(f"{label} {text}" for label, text in told.items())


def _said(row: Any, front: str) -> Iterator[tuple[str, Field, str]]:
    """Label, field and text of all that is searched."""
    cls: Any = type(row)
    fields = cls.fields
    for name, kind in outline(cls).searched:
        value = peek(row, name)
        if isinstance(kind, RowsKind):
            for child in value or ():
                yield from _said(child, fields[name].label)
        elif value:
            yield front + fields[name].label, fields[name], kind.format(value)


def _place(word: Word, field: Field, text: str) -> str:
    """What may be seen of a text that holds the word; empty when it does not hold it."""
    for line in text.splitlines():
        if word.marks(line):
            if field.sensitive:
                return field.kind.masked(text)
            spans = Asked((word,)).spans(line)
            start = max(spans[0][0] - _BEFORE, 0) if len(line) > _LONGEST else 0
            piece = without_numbers(line)[start : start + _LONGEST]
            return "…" * bool(start) + piece + "…" * (start + _LONGEST < len(line))
    return ""

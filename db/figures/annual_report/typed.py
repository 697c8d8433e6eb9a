"""Marks the numbers in a report's words that come from no figure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.figures.annual_report.composed import Run
from db.figures.annual_report.numbers import numbers_in
from db.figures.annual_report.plain import normal


def marked(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with typed numbers as runs of their own.

    Words are read together with the figures around them, so that 较{{year-1}}年 is a year.
    """
    whole = "".join(run.text for run in runs)
    if len(normal(whole)) != len(whole):  # a figure beside a stray space
        return tuple(runs)
    spans = {(one.start, one.end) for one in numbers_in(whole)}
    place, found = 0, []
    for run in runs:
        inner = sorted(
            (start - place, end - place)
            for start, end in spans
            if place <= start and end <= place + len(run.text)
        )
        found += [run] if run.code or run.said else list(_cut(run, inner))
        place += len(run.text)
    return tuple(run for run in found if run.text)


def _cut(run: Run, spans: Sequence[tuple[int, int]]) -> Iterator[Run]:
    place = 0
    for start, end in spans:
        yield replace(run, text=run.text[place:start])
        yield replace(run, text=run.text[start:end], typed=True)
        place = end
    yield replace(run, text=run.text[place:])

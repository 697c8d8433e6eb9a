"""Which column goes where: guessed, set by hand, remembered by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from db.store.record import Record
from desktop.exchange.importing.guessing import guess, plain
from desktop.exchange.importing.headings import Heading, is_own
from desktop.exchange.importing.targets import Target, target


@dataclass(frozen=True)
class Mapping:
    """Columns from 1 and the paths they go to; columns left out are not taken."""

    paths: dict[int, str] = field(default_factory=dict)

    def targets(self, cls: type[Record]) -> dict[int, Target]:
        """The targets by column.

        Raises:
            Trouble: the register has no such field.
        """
        return {column: target(cls, path) for column, path in self.paths.items()}

    def left_out(self, heading: Heading) -> list[str]:
        """The headers of columns that are not taken, without those that the program wrote."""
        names = heading.names.items()
        return [word for column, word in names if column not in self.paths and not is_own(word)]

    def twice(self) -> list[str]:
        """Paths that more than one column goes to."""
        paths = list(self.paths.values())
        return sorted({path for path in paths if paths.count(path) > 1})


def guessed(cls: type[Record], heading: Heading) -> Mapping:
    """What the headers say; of two columns that mean the same the first counts."""
    paths: dict[int, str] = {}
    for column, word in heading.names.items():
        found = None if is_own(word) else guess(cls, word)
        if found is not None and found.path not in paths.values():
            paths[column] = found.path
    return Mapping(paths)


def by_names(heading: Heading, known: Iterable[tuple[str, str]]) -> Mapping:
    """The mapping that remembered headers give; their places in the sheet may have changed.

    Args:
        heading: of the sheet at hand.
        known: headers and paths in their order; of equal headers each stands for one column.
    """
    held: dict[str, list[str]] = {}
    for word, path in known:
        held.setdefault(plain(word), []).append(path)
    paths = {}
    for column, word in heading.names.items():
        left = held.get(plain(word))
        path = left.pop(0) if left else ""
        if path:
            paths[column] = path
    return Mapping(paths)


def columns(heading: Heading, mapping: Mapping) -> list[tuple[str, str]]:
    """What is remembered: the header of each column and where it goes, blank for nowhere."""
    return [
        (word, mapping.paths.get(column, ""))
        for column, word in heading.names.items()
        if not is_own(word)
    ]

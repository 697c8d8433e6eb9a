"""What every kind of value can do."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Kind:
    """One kind of value. Form, list, Excel, search and paper speak through these four words.

    ``format`` and ``parse`` are each other's inverse for every value that ``parse`` gives.
    """

    code: ClassVar[str] = "text"

    def format(self, value: Any) -> str:
        """The value as people read it; empty for None."""
        return "" if value is None else str(value)

    def parse(self, text: str) -> Any:
        """The value meant by ``text``, None for blank text.

        Raises:
            Trouble: in one sentence, what was expected.
        """
        return text.strip() or None

    def problems(self, value: Any) -> list[str]:
        """Sentences about a value that is allowed but looks wrong."""
        del value
        return []

    def from_json(self, value: Any) -> Any:
        """The value given in a JSON file: a native JSON value or the same text as people type.

        Raises:
            Trouble: when the JSON value is of no use for this kind.
        """
        return None if value is None else self.parse(str(value))

    def to_json(self, value: Any) -> Any:
        """The value as JSON holds it."""
        return value

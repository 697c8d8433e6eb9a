"""What every kind of value can do, and which characters text may hold."""

import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

HIDDEN = "***"
"""What stands where nothing of a sensitive value may be seen; every mask has two stars in a row."""

_UNSEEN = {"Cc", "Cf", "Cs"}  # control and format characters, halves of surrogate pairs


def legible(text: str) -> str:
    """The text without what nobody sees or can save; blanks and line ends stay.

    Text pasted from web pages and chats brings zero-width marks, which would make a name differ
    from itself, and now and then a character that no file can hold.
    """
    if text.isprintable():  # nearly all text; such a character is none that prints
        return text
    return "".join(
        letter for letter in text if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )


@dataclass(frozen=True)
class Kind:
    """One kind of value. Form, list, Excel, search and paper speak through these four words.

    ``format`` and ``parse`` are each other's inverse for every value that ``parse`` gives.
    """

    code: ClassVar[str] = "text"
    as_stored: ClassVar[bool] = False
    """Whether the file holds what people read: text does, and a day, in ISO 8601."""

    def format(self, value: Any) -> str:
        """The value as people read it; empty for None."""
        return "" if value is None else str(value)

    def parse(self, text: str) -> Any:
        """The value meant by ``text``, None for blank text.

        Raises:
            Trouble: in one sentence, what was expected.
        """
        return legible(text).strip() or None

    def masked(self, text: str) -> str:
        """What others may see of a sensitive value whose ``format`` is ``text``."""
        return HIDDEN if text else ""

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

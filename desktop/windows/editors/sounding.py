"""The entries of a list found while people type: by a part of their words, or by how they sound."""

from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from db.store.search.pinyin import readings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

_SOUND = int(Qt.ItemDataRole.UserRole) + 1
_FEWEST = 2  # letters that mean an entry by themselves
_MOST = 16  # ways to read one entry: 调 is diao and tiao


class Sounding(QCompleter):
    """Completes what is typed into a box with the names that hold it, in characters or pinyin."""

    def __init__(self, box: "QComboBox") -> None:
        super().__init__(box.model(), box)
        self._box, self._known = box, 0
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompletionRole(_SOUND)

    def listen(self) -> None:
        """Know how each entry sounds: when people come here, for most boxes nobody comes to."""
        for place in range(self._known, self._box.count()):
            self._box.setItemData(place, sounds(self._box.itemText(place)), _SOUND)
        self._known = self._box.count()

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The name alone is written into the box."""
        return str(index.data() or "")

    def only(self, typed: str) -> int:
        """The place of the only entry that sounds like letters; -1 for none, or for several."""
        if len(typed) < _FEWEST or not (typed.isascii() and typed.isalpha()):
            return -1
        self.listen()
        found = [
            place
            for place in range(self._box.count())
            if typed.lower() in str(self._box.itemData(place, _SOUND))
        ]
        return found[0] if len(found) == 1 else -1


@cache
def sounds(name: str) -> str:
    """The name, its initials in all readings, and its first reading in full, a line each."""
    letters = [readings(letter) or (letter.lower(),) for letter in name]
    initials = [dict.fromkeys(one[0] for one in read) for read in letters]
    short = ("".join(one) for one in islice(product(*initials), _MOST))
    return "\n".join((name.lower(), *short, "".join(read[0] for read in letters)))

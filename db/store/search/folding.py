"""Text as it is searched: what people see as the same character is one character."""

import re
import unicodedata

_DOTS = dict.fromkeys("·•‧∙⋅・．.᛫⸱", "·")
"""民委发〔2016〕33号 writes U+00B7 in the names of minorities; input methods give all of these."""
_BRACKETS = {
    **dict.fromkeys("（〔［【[", "("),
    **dict.fromkeys("）〕］】]", ")"),
}
_CODE = re.compile(r"[uU]\+([0-9A-Fa-f]{4,6})(?![0-9A-Fa-f])")


class _Folding(dict[int, str]):
    """For ``str.translate``: each character is folded the first time it is met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = _DOTS.get(letter) or _BRACKETS.get(letter)
        if folded is None:
            plain = unicodedata.normalize("NFKC", letter).casefold()
            folded = "".join(_DOTS.get(c) or _BRACKETS.get(c) or c for c in plain.split())
        self[code] = letter if letter.isspace() else folded or letter
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text with width, case, middle dots and brackets made one; blanks stay.

    It is folded character by character, so that a part of a text is folded to a part of it.
    """
    return text.translate(_FOLDING)


def by_code(word: str) -> str:
    """``U+2070E`` as the character that it names, for those that no keyboard writes."""

    def named(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        kept = code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or chr(code).isspace()
        return found[0] if kept else chr(code)

    return _CODE.sub(named, word)

"""A report as plain text, and pasted text without what WPS and web pages hide in it."""

import re
import unicodedata
from string import ascii_letters, digits

from db.figures.annual_report.composed import Block, Composed, Place

_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_THOUSANDS = re.compile(r"(?<![\d,.])(\d{1,3}(?:[,， ]\d{3})+)(?![\d,])")
_TEXT = "\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e“”‘’,%;:()"
_BETWEEN = re.compile(rf"(?<=[{_TEXT}]) +(?=[{_TEXT}\d])|(?<=\d) +(?=[{_TEXT}])")
_WIDE = 0xFEE0
_LATIN = {ord(sign) + _WIDE: sign for sign in f"{ascii_letters}{digits}%."}
_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INDENT = "\u3000\u3000"


def cleaned(text: str) -> str:
    """Pasted text with spaces that are spaces and without signs that nobody sees; lines stay."""
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    )
    lines = _LINES.sub("\n", text).split("\n")
    return "\n".join(_SPACES.sub(" ", _HIDDEN.sub("", line)).strip() for line in lines)


def tidied(text: str) -> str:
    """Pasted text as it is printed: half-width digits, no thousands signs, no stray spaces."""
    plain = _THOUSANDS.sub(
        lambda found: re.sub("[,， ]", "", found.group()), cleaned(text).translate(_LATIN)
    )
    return "\n".join(_BETWEEN.sub("", line) for line in plain.split("\n"))


def normal(text: str) -> str:
    """Tidied text to be read by the program: punctuation is half-width too, sign for sign."""
    return "".join(map(_half, tidied(text)))


def _half(sign: str) -> str:
    """The plain form of a sign that has one of the same length and is no circled number."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and not "①" <= sign <= "⓿" else sign


def line_of(block: Block) -> str:
    """A heading or paragraph with its number."""
    return f"{block.number}{block.text}"


def body_of(composed: Composed) -> str:
    """The words of the report alone, a paragraph a line; what is run in stands in one line."""
    lines: list[str] = []
    joined = False
    for block in composed.blocks:
        if joined and block.place is Place.PARAGRAPH:
            lines[-1] += block.text
        else:
            lines.append(line_of(block))
        joined = block.run_in
    return "\n".join(lines)


def text_of(composed: Composed) -> str:
    """The report for the website: title, paragraphs, annexes, who and when; no letterhead."""
    lines = [
        composed.title,
        "",
        *(f"{_INDENT}{line}" for line in body_of(composed).split("\n")),
        "",
    ]
    for number, annex in enumerate(composed.annexes, 1):
        count = number if len(composed.annexes) > 1 else ""
        lines += [f"附件{count}：{annex.title}"]
        lines += [f"{_INDENT}{line_of(block)}" for block in annex.blocks]
        lines.append("")
    lines += [composed.signed_by] if composed.signed_by else []
    day = composed.dated
    lines += [f"{day.year}年{day.month}月{day.day}日"] if day else []
    return "\n".join(lines).rstrip("\n") + "\n"

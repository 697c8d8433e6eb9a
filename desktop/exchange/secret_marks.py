"""Marks of state secrets in what is about to leave: the places, for people to read before it does.

保守国家秘密法 (2024) art. 31. A mark is not yet a secret (a text may quote the law), so people may
go on once they have read; the register of exports keeps what they were shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from db.store.kinds import LongTextKind, TextKind
from db.store.links import captions
from db.store.secrecy import WHAT, marked
from db.store.trouble import Trouble
from desktop.exchange.file_kinds import kind_of
from desktop.exchange.marks_inside import mark_inside

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.exchange.layout import Sheet
    from desktop.exchange.parcel.manifest import PackedFile
    from desktop.exchange.rows_out import Wish

_SHOWN = 20
_NAMED = 3
_TEXTS = (".json", ".txt", ".csv")


@dataclass(frozen=True)
class Place:
    """Where a mark stands, in words, and the mark itself."""

    where: str
    mark: str

    @property
    def sentence(self) -> str:
        """For people."""
        return f"{self.where}：“{self.mark}”"


class Marked(Trouble):
    """Nothing left the house: people have not read yet where marks stand.

    ``entered`` tells whether the register of exports will keep what they were shown.
    """

    def __init__(self, places: Sequence[Place], *, entered: bool = True) -> None:
        self.places, self.entered = tuple(places), entered
        named = "；".join(place.sentence for place in places[:_NAMED])
        more = "等" if len(places) > _NAMED else ""
        super().__init__(
            f"要交出的内容里有 {len(places)} 处带{WHAT}，还没有交出：{named}{more}。"
            "请逐处核对，属于国家秘密的不得交出",
        )


def read_by_people(places: Sequence[Place], *, read: bool) -> str | None:
    """What the register of exports says of the marks; None where there are none.

    Raises:
        Marked: there are some, and people have not read them.
    """
    if not places:
        return None
    if not read:
        raise Marked(places)
    told = "\n".join(place.sentence for place in places[:_SHOWN])
    more = f"\n等 {len(places)} 处" if len(places) > _SHOWN else ""
    return f"{told}{more}"


def in_records(session: "Session", wish: "Wish") -> Iterator[Place]:
    """In the texts that go out with these records; the database looks, few rows come back."""
    cls: Any = wish.listing.cls
    for sheet in wish.sheets:
        row: Any = sheet.cls
        texts = [spec for spec in sheet.fields if isinstance(spec.kind, TextKind | LongTextKind)]
        texts = [spec for spec in texts if not (wish.masked and spec.sensitive)]
        if not texts:
            continue
        columns = [getattr(row, spec.name) for spec in texts]
        owner = row.id if sheet.rows is None else row.owner_id
        query = select(owner, *columns).where(
            owner.in_(wish.listing.ids()), or_(*(func.instr(one, "密") > 0 for one in columns))
        )
        found = session.execute(query.order_by(owner, row.id)).all()
        names = captions(session, cls.__tablename__, [number for number, *_ in found])
        for number, *values in found:
            said = f"{cls.title}“{names.get(number, '')}”的{_part(sheet)}"
            for spec, value in zip(texts, values, strict=True):
                if mark := marked(value or ""):
                    yield Place(f"{said}{spec.label}", mark)


def in_files(files: "Iterable[PackedFile]") -> Iterator[Place]:
    """In the texts of a parcel, line by line, and in what was attached to its records.

    Its own workbooks and PDFs are looked through as records.
    """
    for file in files:
        if file.role == "attachment":
            yield from in_content(file.name, _media_type(file.content), file.content)
        if file.name.lower().endswith(_TEXTS) and file.role != "schema":
            lines = file.content.decode("utf-8", "replace").splitlines()
            for number, line in enumerate(lines, start=1):
                if mark := marked(line):
                    yield Place(f"{file.name} 第 {number} 行", mark)


def in_content(name: str, media_type: str, content: bytes) -> Iterator[Place]:
    """In one attached file: its first mark."""
    if mark := mark_inside(media_type, content).mark:
        yield Place(f"附件“{name}”", mark)


def in_words(words: Iterable[tuple[str, str | None]]) -> Iterator[Place]:
    """In what people typed, each with the name of its place."""
    for where, text in words:
        if mark := marked(text or ""):
            yield Place(where, mark)


def _media_type(content: bytes) -> str:
    try:
        return kind_of(content).media_type
    except Trouble:
        return ""


def _part(sheet: "Sheet") -> str:
    return f"{sheet.rows.label} " if sheet.rows is not None else ""

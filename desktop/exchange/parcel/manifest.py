"""The manifest: what a parcel says of itself, as the first file in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from db.store.trouble import Trouble
from desktop.exchange.parcel import schemas
from desktop.exchange.parcel.limits import folded, printable, refuse_bad_name

FORMAT, VERSION = "fengqiao-parcel", 1
RECEIPT = "receipt"
"""The kind of parcel that answers others; it is numbered by itself, so that it leaves no gaps."""
NAME = "manifest.json"


@dataclass(frozen=True)
class PackedFile:
    """One file: ``name`` with folders parted by /, its role (see ``contents``)."""

    name: str
    content: bytes = field(repr=False)
    role: str = "document"


@dataclass(frozen=True)
class About:
    """What a parcel is for.

    Attributes:
        kind: a code of the table parcel_kind: summary, report, records, receipt.
        period: in words, e.g. 2024年第四季度; empty for none.
        first, last: its days.
        counts: how many records of each register (by table name) the figures rest on, or go along.
    """

    kind: str
    period: str = ""
    first: date | None = None
    last: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """One file as the manifest lists it; ``sha256`` in lower-case hex."""

    name: str
    size: int
    sha256: str
    role: str

    @staticmethod
    def of(file: PackedFile) -> "Listed":
        """The entry that fits the file."""
        digest = sha256(file.content).hexdigest()
        return Listed(file.name, len(file.content), digest, file.role)


@dataclass(frozen=True)
class Manifest:
    """All that a parcel says of itself.

    Attributes:
        office: full name. ``office_uid``: never changes, unlike name and credit code.
        sequence: the office's parcels, counted from 1; no number twice.
        made_at: aware, from the clock of the office's computer.
        program: name and version of the program that made it.
        chain_head: end of the office's history chain when it was made.
        previous: SHA-256 of the office's parcel before this one.
    """

    office: str
    office_uid: str
    office_code: str | None
    sequence: int
    about: About
    made_at: datetime
    program: str
    chain_head: str | None
    previous: str | None
    files: tuple[Listed, ...] = ()

    @property
    def word(self) -> str:
        """报送包 or 回执."""
        return "回执" if self.about.kind == RECEIPT else "报送包"

    def written(self) -> bytes:
        """The manifest as it stands in the parcel.

        Raises:
            Trouble: it does not fit its own schema, e.g. for a number that is none.
        """
        about = self.about
        period = {"name": about.period, "first": _day(about.first), "last": _day(about.last)}
        data = {
            "format": FORMAT,
            "version": VERSION,
            "program": self.program,
            "office": {
                "name": self.office,
                "uid": self.office_uid,
                "credit_code": self.office_code,
            },
            "sequence": self.sequence,
            "previous": self.previous,
            "kind": about.kind,
            "period": period if about.period else None,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "chain_head": self.chain_head,
            "counts": dict(sorted(about.counts.items())),
            "files": [dict(one.__dict__) for one in self.files],
        }
        fault = schemas.fault_in(schemas.MANIFEST, data)
        if fault:
            raise Trouble(f"报送包的清单不合格式：{fault}，没有制作。", wrong_input=True)
        return schemas.written(data)


def read(content: bytes) -> Manifest:
    """The manifest of a parcel whose signature is proven.

    Raises:
        Trouble: of another format or version, or not as its schema wants it.
    """
    data = schemas.parsed(NAME, content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Trouble("这不是枫桥的报送包。", wrong_input=True)
    version = data.get("version")
    if version != VERSION or isinstance(version, bool | float):
        raise Trouble(
            f"报送包的格式是第 {printable(str(version))} 版，本程序只认第 {VERSION} 版："
            "请更新程序后再打开。"
        )
    fault = schemas.fault_in(schemas.MANIFEST, data)
    if fault:
        raise Trouble(f"报送包的清单不合格式：{fault}，整个报送包都没有采用。")
    try:
        found = _from(data)
    except ValueError as error:
        raise Trouble("报送包的清单里有不存在的日期，整个报送包都没有采用。") from error
    refuse_bad_names([one.name for one in found.files])
    return found


def refuse_bad_names(names: list[str]) -> None:
    """Stop when a name leads astray, or two would be one file (see ``limits``).

    Raises:
        Trouble: with the name.
    """
    seen = {folded(NAME)}
    for name in names:
        refuse_bad_name(name)
        key = folded(name)
        if key in seen:
            raise Trouble(f"报送包里有重名的文件“{printable(name)}”，整个报送包都没有采用。")
        seen.add(key)


def _from(data: Mapping[str, Any]) -> Manifest:
    office, period = data["office"], data["period"] or {}
    about = About(
        data["kind"],
        period.get("name", ""),
        _from_day(period.get("first")),
        _from_day(period.get("last")),
        data["counts"],
    )
    made_at = datetime.fromisoformat(data["made_at"])
    return Manifest(
        office["name"],
        office["uid"],
        office["credit_code"],
        data["sequence"],
        about,
        made_at,
        data["program"],
        data["chain_head"],
        data["previous"],
        tuple(Listed(**one) for one in data["files"]),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _from_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

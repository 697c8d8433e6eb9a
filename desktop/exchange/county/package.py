"""A workbook as a packet of parts: read within limits, written with some of them changed."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from db.store.trouble import Trouble
from desktop.exchange.importing.sniffing import kind_of

LARGEST = 20 * 2**20
"""Bytes of a template, packed, as of any document that is kept in the store."""
MOST_UNPACKED = 30 * 2**20
"""Bytes of one sheet, unpacked; a form of 500 rows has less than one million."""
ENDINGS = (".xlsx", ".xlsm")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REL = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BOOK = "xl/workbook.xml"
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError),  # the last: a place before 0
    *(NotImplementedError, RuntimeError),  # packed in a way that is not known, or locked
)
_SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 xlsx 再用"


@dataclass(frozen=True)
class SheetPart:
    """A sheet: its name for people, its part, whether it is hidden."""

    name: str
    part: str
    hidden: bool = False


@dataclass(frozen=True)
class Package:
    """A workbook's bytes and what they hold; ``name`` is the file's."""

    name: str
    content: bytes

    @staticmethod
    def of(path: Path) -> "Package":
        """The file, looked at.

        Raises:
            Trouble: in one sentence, why it cannot be filled.
        """
        kind = kind_of(path)
        if kind != "xlsx":
            word = "是文本" if kind in ("csv", "json") else f"是 {kind} 格式"
            raise Trouble(f"{path.name} {word}，不能原样填写；{_SAVE_AS}", wrong_input=True)
        if path.stat().st_size > LARGEST:
            raise Trouble(
                f"{path.name} 超过 {LARGEST >> 20} MB，不像是一张要填的表；请删去用不着的图片再用",
                wrong_input=True,
            )
        made = Package(path.name, path.read_bytes())
        if not made.sheets:
            raise Trouble(f"{path.name} 里没有工作表", wrong_input=True)
        return made

    @property
    def ending(self) -> str:
        """How the file's name must end: that of a workbook with macros differs."""
        return ".xlsm" if self._real("xl/vbaProject.bin") else ".xlsx"

    def part(self, name: str) -> bytes:
        """What a part holds.

        Raises:
            Trouble: it is missing, damaged, or far too large.
        """
        real = self._real(name)
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as packed:
                if real is None:
                    raise damaged(self.name)
                if packed.getinfo(real).file_size > MOST_UNPACKED:
                    raise Trouble(
                        f"{self.name} 的一张工作表大得不正常，不像是要填的表；"
                        "请删去表格外的空行空列，另存再用",
                        wrong_input=True,
                    )
                return packed.read(real)
        except _UNREADABLE as error:
            raise damaged(self.name) from error

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The sheets of cells, in their order."""
        targets = self._targets
        found = []
        for element in self.tree(_BOOK).iter("{*}sheet"):
            key = element.get(_REL) or element.get(_STRICT_REL)
            kind, part = targets.get(key, ("", ""))
            if kind == "worksheet":
                hidden = element.get("state", "visible") != "visible"
                found.append(SheetPart(element.get("name", ""), part, hidden))
        return tuple(found)

    def sheet(self, name: str) -> SheetPart | None:
        """The sheet of that name."""
        return next((one for one in self.sheets if one.name == name), None)

    def other(self, kind: str) -> bytes | None:
        """The part of that kind (sharedStrings, styles) which belongs to the whole workbook."""
        parts = [part for word, part in self._targets.values() if word == kind]
        return self.part(parts[0]) if parts and self._real(parts[0]) else None

    def tree(self, name: str) -> Any:
        """A part as a tree; entities are not followed."""
        return parsed(self.part(name), self.name)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The workbook with these parts instead of its own; every other stays byte for byte."""
        real = {self._real(name): data for name, data in changed.items()}
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.content)) as packed,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            target.comment = packed.comment
            for info in packed.infolist():
                data = real.get(info.filename)
                target.writestr(info, packed.read(info) if data is None else data)
        return made.getvalue()

    @property
    def book(self) -> str:
        """The part that lists the sheets."""
        return _BOOK

    @cached_property
    def _names(self) -> dict[str, str]:
        """Parts by name, whatever slash and capitals the writer chose."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as packed:
            return {name.replace("\\", "/").lower(): name for name in packed.namelist()}

    def _real(self, name: str) -> str | None:
        return self._names.get(name.lower())

    @cached_property
    def _targets(self) -> dict[str | None, tuple[str, str]]:
        """What the workbook's relations point at: kind and part, by their ids."""
        found: dict[str | None, tuple[str, str]] = {}
        for element in self.tree("xl/_rels/workbook.xml.rels").iter("{*}Relationship"):
            kind = element.get("Type", "").rpartition("/")[2]
            target = element.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[element.get("Id")] = (kind, posixpath.normpath(part))
        return found


def parsed(content: bytes, name: str) -> Any:
    """XML as a tree; nothing outside is fetched, no entity is grown.

    Raises:
        Trouble: it is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error


def damaged(name: str) -> Trouble:
    """What is said of a file that cannot be read."""
    return Trouble(
        f"{name} 已经损坏，读不出来；请在 Excel 或 WPS 里打开、修复后另存再用", wrong_input=True
    )

"""The printers of this computer, and how each is to be used: sides, correction, remembered."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.windows.paper.pdf_pages import PRINTER
from desktop.windows.parts import memory

SIDES = (("off", "单面"), ("long", "双面，沿长边翻"), ("short", "双面，沿短边翻"))
"""Codes and words of one-sided and two-sided printing."""
FARTHEST = 20.0
"""Millimetres that a correction may shift a page."""
_DUPLEX = {
    "off": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True)
class Setup:
    """How a printer is used.

    Attributes:
        sides: a code of ``SIDES``.
        right, down: millimetres by which every page is shifted, negative to the left and up.
        shrink: whether a page is made smaller, so that nothing falls into the printer's margins;
            usually not: a form is printed at 100 %.
    """

    sides: str = "off"
    right: float = 0.0
    down: float = 0.0
    shrink: bool = False

    def sentence(self) -> str:
        """What is corrected, in words."""
        moves = [
            f"向{ahead if value > 0 else back} {abs(value):g} 毫米"
            for value, ahead, back in ((self.right, "右", "左"), (self.down, "下", "上"))
            if value
        ]
        size = "缩到能印的范围内" if self.shrink else "按 100% 大小"
        return "，".join([*moves, size])


def installed() -> list[str]:
    """The printers' names, the one used last first, then the system's own choice."""
    names: list[str] = QPrinterInfo.availablePrinterNames()
    first = [memory.word("printer/last"), QPrinterInfo.defaultPrinterName()]
    return list(dict.fromkeys(name for name in (*first, *names) if name in names))


def setup_of(name: str) -> Setup:
    """How a printer was used last; plain for a new one, or where what is kept makes no sense."""
    kept = _kept().get(name)
    if not isinstance(kept, dict):
        return Setup()
    try:
        right, down = (
            min(max(float(kept[side]), -FARTHEST), FARTHEST) for side in ("right", "down")
        )
    except (KeyError, TypeError, ValueError):
        return Setup()
    sides = str(kept.get("sides"))
    return Setup(sides if sides in _DUPLEX else "off", right, down, kept.get("shrink") is True)


def keep_setup(name: str, setup: Setup) -> None:
    """Remember how a printer is used, and that it was the last."""
    memory.keep("printer/setups", json.dumps({**_kept(), name: asdict(setup)}, ensure_ascii=False))
    memory.keep("printer/last", name)


def new_printer(job: str, name: str = "", setup: Setup | None = None) -> QPrinter:
    """A printer for A4, the whole sheet, 300 dots an inch; the system's own without a name."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setResolution(PRINTER)
    printer.setDocName(job)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDuplex(_DUPLEX[setup.sides if setup else "off"])
    return printer


def _kept() -> dict[str, Any]:
    try:
        kept = json.loads(memory.word("printer/setups", "{}"))
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}

"""The report as it reads on paper: a click chooses a sentence, or opens a number's records."""

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from urllib.parse import quote, unquote

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QTextBrowser

from db.figures.annual_report.composed import Block, Composed, Place, Run
from db.store.places import RESOURCES
from desktop.windows.parts import look

_FONTS = ("DocFangSong-Regular", "DocFangMarks-Light", "DocKai-Regular", "DocSong-Bold")
_BODY = "'Doc FangSong','Doc Fang Marks','Fengqiao Sans'"
_FACES = {
    Place.HEADING_1: "'Fengqiao Sans Medium','Fengqiao Sans'",
    Place.HEADING_2: f"'Doc Kai',{_BODY}",
}
_FIGURE, _STATEMENT = "figure:", "statement:"
_SIZE, _TITLE = "large", "figure"
_MARGIN = 36
"""Device-independent pixels of white around the text, as a page has."""


class ReportView(QTextBrowser):
    """A composed report.

    Signals: ``statement_chosen`` a statement's key, ``figure_asked`` a figure's code.
    """

    statement_chosen = Signal(str)
    figure_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        _load()
        self.setOpenLinks(False)
        self.setAccessibleName("年度报告")
        self.document().setDocumentMargin(_MARGIN)
        self.anchorClicked.connect(self._clicked)
        self.chosen = self._clicked_key = ""
        self._tones: Mapping[str, str] = {}
        self._shown: Composed | None = None

    def show_report(self, composed: Composed, tones: Mapping[str, str]) -> None:
        """Show a report; ``tones`` says which statements are in ``error`` or ``doubt``."""
        self._shown, self._tones = composed, tones
        self._draw()

    def choose(self, key: str) -> None:
        """Mark a statement and bring it into sight; one that people clicked stays where it is."""
        self.chosen = key
        self._draw()
        if key != self._clicked_key:
            self.scrollToAnchor(_name(key))
        self._clicked_key = ""

    def _draw(self) -> None:
        if self._shown is None:
            return
        place = self.verticalScrollBar().value()
        self.setHtml("".join(self._pages(self._shown)))
        self.verticalScrollBar().setValue(place)

    def _pages(self, composed: Composed) -> Iterator[str]:
        colours = look.current()
        yield (
            f'<body style="font-family:{_BODY};font-size:{look.points(_SIZE)}pt;'
            f'color:{colours.ink};background-color:{colours.surface}">'
            f"<p align='center' style=\"font-family:'Doc Song','Doc FangSong';"
            f'font-size:{look.points(_TITLE)}pt">{escape(composed.title)}</p>'
        )
        waiting = ""
        for block in composed.blocks:
            words = self._heading(block) if block.place is not Place.PARAGRAPH else ""
            if words and block.run_in:
                waiting = words
                continue
            inner = words or waiting + self._runs(block)
            waiting = "" if not words else waiting
            yield f"<p style='text-indent:{self._em() * 2}px;line-height:150%'>{inner}</p>"
        yield self._foot(composed)
        for annex in composed.annexes:
            yield f"<hr><p><b>附件</b>　{escape(annex.title)}</p>"
            yield from (f"<p>{self._runs(block)}</p>" for block in annex.blocks)
        yield "</body>"

    def _em(self) -> int:
        return round(look.points(_SIZE) * self.logicalDpiX() / 72)

    def _heading(self, block: Block) -> str:
        face = _FACES.get(block.place, _BODY)
        words = f"{escape(block.number)}{self._runs(block)}"
        return f'<span style="font-family:{face}">{words}</span>'

    def _runs(self, block: Block) -> str:
        return "".join(self._run(run, run.key or block.key) for run in block.runs)

    def _run(self, run: Run, key: str) -> str:
        colours = look.current()
        ground = {"error": colours.red_tint, "doubt": colours.amber_tint}.get(
            self._tones.get(key, ""), ""
        )
        if key == self.chosen:
            ground = colours.tint
        paint = f"background-color:{ground};" if ground else ""
        name = f'<a name="{_name(key)}"></a>' if key else ""
        if run.code:
            href = _FIGURE + quote(run.code)
            look_ = f"color:{colours.accent};text-decoration:underline;{paint}"
        else:
            href = _STATEMENT + quote(key)
            ink = colours.amber if run.typed else colours.ink
            look_ = f"color:{ink};text-decoration:none;{paint}"
        return f'{name}<a href="{href}" style="{look_}">{escape(run.text)}</a>'

    @staticmethod
    def _foot(composed: Composed) -> str:
        day = composed.dated
        said = f"{day.year}年{day.month}月{day.day}日" if day else "成文日期未填"
        return f"<p align='right'>{escape(composed.signed_by)}<br>{said}</p>"

    def _clicked(self, url: QUrl) -> None:
        kind, _, name = url.toString().partition(":")
        if f"{kind}:" == _FIGURE:
            self.figure_asked.emit(unquote(name))
        elif name:
            self._clicked_key = unquote(name)
            self.statement_chosen.emit(self._clicked_key)


def _name(key: str) -> str:
    return f"s-{quote(key)}"


@cache
def _load() -> None:
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"{name}.ttf"))

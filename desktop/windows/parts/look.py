"""The look: one palette in three sets, one scale of sizes, one style sheet made from both.

A widget says what it is with ``mark(widget, kind)``; resources/style/fengqiao.qss says how that
looks. Kinds of button: primary, quiet, flush (quiet, in line with what stands below), link, chip,
nav, fold, row, entry (none: an ordinary one). Kinds of label: title, heading, strong, label, quiet,
small, section, question, problem, warning, good, figure, code, key, state, step-past, step-now,
step-ahead, drop, corner. Kinds of surface: card, surface, line, upright, topbar, sidebar, footer,
foot, notice, toast, balloon, pointed; paper is a page shown. Fields take ``tell(field,
"problem")``.
"""

from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from db.store.places import RESOURCES

GAP, GAP_WIDE, GAP_LARGE = 8, 16, 24
"""Distances in device-independent pixels, on a grid of 4."""
ROW = 32
"""The least height of a row in a list."""
SIZES = {"small": 9.0, "body": 10.5, "large": 12.0, "larger": 14.0, "figure": 20.0, "brand": 22.0}
"""The type scale in points."""
ICONS = (12, 18, 20)
"""Sizes of icons in device-independent pixels; they grow with the text they stand beside."""
TEXT_FACTORS = {"standard": 1.0, "large": 1.15, "larger": 1.3}
_FONTS = ("UiSans-Regular.ttf", "DocHei-Medium.ttf")
_RARE = "DocRare-Regular.ttf"

W = TypeVar("W", bound=QWidget)


class Palette(NamedTuple):
    """The colours by their part in the window; every set has the same names.

    ``rim`` is round what one types into and is seen at 3:1 (WCAG 2.1, 1.4.11), ``edge`` round
    the rest.
    """

    ground: str
    surface: str
    ink: str
    quiet: str
    faint: str
    line: str
    edge: str
    rim: str
    hover: str
    tint: str
    accent: str
    accent_hover: str
    on_accent: str
    red: str
    red_tint: str
    amber: str
    amber_tint: str
    green: str


PALETTES = {
    "light": Palette(
        ground="#F7F6F2",
        surface="#FFFFFF",
        ink="#1E2227",
        quiet="#5F6670",
        faint="#969B9F",
        line="#E3E1DA",
        edge="#CFCCC2",
        rim="#908D85",
        hover="#EFEDE6",
        tint="#E6EEEE",
        accent="#1D5C63",
        accent_hover="#174B51",
        on_accent="#FFFFFF",
        red="#B3261E",
        red_tint="#FAEBE9",
        amber="#8F5200",
        amber_tint="#F9F0DF",
        green="#2E6B3E",
    ),
    "dark": Palette(
        ground="#1B1D1F",
        surface="#232628",
        ink="#E9E7E1",
        quiet="#A9AEB4",
        faint="#757A80",
        line="#34383B",
        edge="#4A4F53",
        rim="#6E7479",
        hover="#2B2F31",
        tint="#26393B",
        accent="#7CC4CB",
        accent_hover="#96D3D9",
        on_accent="#0D2326",
        red="#FF9A90",
        red_tint="#3F2523",
        amber="#E8B968",
        amber_tint="#3B301C",
        green="#93CFA1",
    ),
    "contrast": Palette(
        ground="#FFFFFF",
        surface="#FFFFFF",
        ink="#000000",
        quiet="#2B2B2B",
        faint="#595959",
        line="#6E6E6E",
        edge="#000000",
        rim="#000000",
        hover="#E8E8E8",
        tint="#D6E8EA",
        accent="#00414A",
        accent_hover="#002B31",
        on_accent="#FFFFFF",
        red="#8C0009",
        red_tint="#FFE9E7",
        amber="#5F3600",
        amber_tint="#FFF1D6",
        green="#0B4A1C",
    ),
}
_worn = {"theme": "light", "text": "standard"}
_loaded: list[int] = []
_system: list[str] = []
_HALF = 128  # of 255


def current() -> Palette:
    """The palette in use, for what paints itself."""
    return PALETTES[_worn["theme"]]


def points(size: str) -> float:
    """A size of the type scale in points, as people have set it."""
    return SIZES[size] * text_factor()


def text_factor() -> float:
    """How much larger than usual people have set all text."""
    return TEXT_FACTORS[_worn["text"]]


def dress(app: QApplication, theme: str = "light", text: str = "standard") -> None:
    """Give the whole program its fonts, colours and style sheet; may be called again.

    A theme that is not named is the system's: dark where people work in the dark, else light.
    """
    of_system = _of_the_system(app)
    _worn["theme"] = theme if theme in PALETTES else of_system
    _worn["text"] = text if text in TEXT_FACTORS else "standard"
    if not _loaded:
        _loaded.extend(
            QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name)) for name in _FONTS
        )
    app.setPalette(_qt_palette(current()))
    font = QFont("Fengqiao Sans")
    font.setFamilies(["Fengqiao Sans", "Doc Rare"])
    font.setPointSizeF(points("body"))
    app.setFont(font)
    app.setStyleSheet(style_sheet())


def draw_rare() -> None:
    """Let windows draw the characters of rare names as paper does; nobody's name is a box.

    Apart from ``dress``, because the first window shows nobody's name.
    """
    if len(_loaded) == len(_FONTS):
        _loaded.append(QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / _RARE)))


def _of_the_system(app: QApplication) -> str:
    """Told by the palette that Qt brings; its style hints would cost 28 ms before the first paint.

    Asked before ours takes that palette's place.
    """
    if not _system:
        dark = app.palette().color(QPalette.ColorRole.Window).lightness() < _HALF
        _system.append("dark" if dark else "light")
    return _system[0]


def style_sheet() -> str:
    """The style sheet in the palette and sizes in use."""
    folder = RESOURCES / "style"
    template = (folder / "fengqiao.qss").read_text(encoding="utf-8")
    sizes = {name: f"{points(name):g}" for name in SIZES}
    sizes |= {f"icon{size}": str(round(size * text_factor())) for size in ICONS}
    pictures = {name: _picture(folder, name) for name in ("arrow", "tick")}
    return template % {**current()._asdict(), **sizes, **pictures}


def mark(widget: W, kind: str) -> W:
    """Say what a widget is; gives it back, so that it can be named in the same line."""
    return _set(widget, "kind", kind)


def tell(widget: W, tone: str) -> W:
    """Show a field or notice as ``problem``, ``warning`` or, with an empty word, as usual."""
    return _set(widget, "tone", tone)


def line() -> QFrame:
    """A hairline across."""
    return mark(QFrame(), "line")


def row_height(widget: QWidget) -> int:
    """The height of a list's row: 32, or more when people have chosen larger text."""
    return max(ROW, widget.fontMetrics().height() + 12)


def _set(widget: W, name: str, value: str) -> W:
    if (widget.property(name) or "") == value:
        return widget
    widget.setProperty(name, value)
    if next(c for c in type(widget).__mro__ if c.__module__.startswith("PySide6")) is QWidget:
        from PySide6.QtCore import Qt  # 28 ms: not before the first window is painted

        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)  # else it has no ground
    if widget.window().isVisible() and _is_dressed(widget):  # else its first show does it
        widget.style().unpolish(widget)
        widget.style().polish(widget)
    return widget


def _is_dressed(widget: QWidget) -> bool:
    """Whether the sheet was looked at for it: just made, it never was."""
    from PySide6.QtCore import Qt

    return widget.testAttribute(Qt.WidgetAttribute.WA_StyleSheetTarget)


def _picture(folder: Path, name: str) -> str:
    suffix = "dark" if _worn["theme"] == "dark" else "light"
    return (folder / f"{name}-{suffix}.svg").as_posix()


def _qt_palette(colours: Palette) -> QPalette:
    """For what no style sheet reaches: native parts, links, placeholders."""
    role = QPalette.ColorRole
    palette = QPalette()
    for part, colour in (
        (role.Window, colours.ground),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.ground),
        (role.Button, colours.surface),
        (role.Text, colours.ink),
        (role.WindowText, colours.ink),
        (role.ButtonText, colours.ink),
        (role.PlaceholderText, colours.quiet),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.Mid, colours.line),
    ):
        palette.setColor(part, QColor(colour))
    return palette

"""The look: contrast in every set, no kind without a style, our own fonts, remembered sizes."""

import ast
import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QIcon, QImage, QPalette, QRawFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.store.places import RESOURCES
from desktop.windows.app import application
from desktop.windows.parts import look, memory
from desktop.windows.parts.icons import app_icon, icon, pixmap
from desktop.windows.parts.rows import Line, Section
from desktop.windows.sidebar_entries import entries

WINDOWS = Path(look.__file__).parents[1]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_UNWRITTEN = frozenset("\ufffc\u9fff∙⸱᛫⋅\u0308")
"""The place of a figure in a sentence, the end of a range, what searching folds; never shown."""


def test_contrast_is_measured_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", look.PALETTES)
def test_words_can_be_read_in_every_set(theme):
    colours = look.PALETTES[theme]
    words = (colours.ink, colours.quiet, colours.accent, colours.red, colours.amber, colours.green)
    grounds = (colours.ground, colours.surface, colours.tint, colours.hover)
    poor = {
        (word, ground): round(contrast(word, ground), 2)
        for word, ground in product(words, grounds)
        if contrast(word, ground) < 4.5
    }
    assert poor == {}
    for word, ground in (
        (colours.on_accent, colours.accent),
        (colours.on_accent, colours.accent_hover),
        (colours.red, colours.red_tint),
        (colours.amber, colours.amber_tint),
        (colours.ink, colours.red_tint),
        (colours.ground, colours.ink),
    ):
        assert contrast(word, ground) >= 4.5, (word, ground)
    assert contrast(colours.rim, colours.surface) >= 3  # where a field begins and ends
    assert contrast(colours.rim, colours.ground) >= 3


def test_what_a_field_proposes_is_as_dark_as_any_quiet_word(qtbot):
    line = QLineEdit()
    line.setPlaceholderText("如 2024-06-05")
    qtbot.addWidget(line)
    line.show()
    assert line.palette().placeholderText().color() == QColor(look.current().quiet)


@pytest.mark.parametrize("theme", look.PALETTES)
@pytest.mark.parametrize("text", look.TEXT_FACTORS)
def test_the_sheet_is_whole_in_every_set_and_size(qapp, theme, text):
    look.dress(qapp, theme, text)
    sheet = look.style_sheet()
    assert "%" not in sheet
    assert look.current() == look.PALETTES[theme]
    assert qapp.font().pointSizeF() == pytest.approx(10.5 * look.TEXT_FACTORS[text], abs=0.1)
    for picture in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(picture).is_file()
    look.dress(qapp)


def test_an_unknown_theme_is_the_light_one(qapp):
    look.dress(qapp, "neon", "huge")
    assert look.current() == look.PALETTES["light"]


def test_no_kind_is_without_a_style():
    code = "\n".join(path.read_text(encoding="utf-8") for path in WINDOWS.rglob("*.py"))
    used = set(re.findall(r"look\.mark\([^\n]*?, \"([a-z-]+)\"\)", code))
    styled = set(
        re.findall(r'\[kind="([a-z-]+)"\]', (RESOURCES / "style/fengqiao.qss").read_text())
    )
    assert used - styled == {"body"} & used  # plain text
    assert len(used) > 20


def test_marking_again_restyles_what_is_shown(qtbot, qapp):
    look.dress(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("字", window)
    window.show()
    look.mark(label, "problem")
    assert label.palette().windowText().color().name().upper() == look.current().red
    look.mark(label, "good")
    assert label.palette().windowText().color().name().upper() == look.current().green


def texts(path: Path) -> list[str]:
    """What a file may say to people; comments and docstrings of code are English anyway."""
    if path.suffix != ".py":
        return [path.read_text(encoding="utf-8")]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [text for text in constants if isinstance(text, str)]


def test_our_own_font_draws_every_word_of_the_windows(qapp):
    """A bare Linux has no other Chinese font: what ours lacks would be an empty box."""
    application()
    assert QFontInfo(qapp.font()).family() == "Fengqiao Sans"
    root = RESOURCES.parent
    spoken = [*WINDOWS.rglob("*.py"), *(root / "db").rglob("*.py"), *RESOURCES.rglob("*.toml")]
    said = {letter for path in spoken for text in texts(path) for letter in text}
    words = {letter for letter in said if letter > "~" and letter.isprintable()} - _UNWRITTEN
    assert len(words) > 700
    for font in ("UiSans-Regular", "DocHei-Medium"):
        raw = QRawFont(str(RESOURCES / f"fonts/{font}.ttf"), 10)
        assert [letter for letter in words if not raw.supportsCharacter(ord(letter))] == []


def test_standard_buttons_speak_chinese(qapp):
    application()
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
    assert "保存" in qapp.translate("QPlatformTheme", "Save")


def test_every_register_has_an_icon_of_its_own(qapp):
    for entry in entries():
        assert (RESOURCES / "icons" / f"{entry.icon}.svg").is_file(), entry.icon
        assert not icon(entry.icon).isNull()
    assert not app_icon().isNull()


def test_an_icon_is_drawn_in_the_size_and_the_colour_it_is_seen_in(qapp):
    application()
    for size in (12, 18, 64):
        for mode, state, ink in (
            (QIcon.Mode.Normal, QIcon.State.Off, "#123456"),
            (QIcon.Mode.Normal, QIcon.State.On, "#123456"),
            (QIcon.Mode.Disabled, QIcon.State.Off, look.current().faint),
        ):
            seen = icon("home", "#123456").pixmap(QSize(size, size), 2.0, mode, state)
            assert seen.toImage() == pixmap("home", ink, size * 2).toImage()


def test_an_icon_without_a_picture_is_the_ledger(qapp):
    assert pixmap("no such", "#000000").toImage() == pixmap("ledger", "#000000").toImage()


def test_sizes_and_columns_are_remembered(qtbot, data_folder):
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(20, 30, 512, 345)
    memory.keep_window(window, "w")
    other = QWidget()
    qtbot.addWidget(other)
    memory.place_window(other, "w", 100, 100)
    assert other.size() == window.size()

    def header() -> QHeaderView:
        table = QTableWidget(1, 2)
        qtbot.addWidget(table)
        held.append(table)
        return table.horizontalHeader()

    held: list[QTableWidget] = []
    first = header()
    first.resizeSection(1, 222)
    memory.keep_state(first, "columns")
    second = header()
    assert memory.place_state(second, "columns")
    assert second.sectionSize(1) == 222
    assert not memory.place_state(second, "unknown")


def test_a_first_window_fits_the_screen(qtbot, data_folder):
    window = QWidget()
    qtbot.addWidget(window)
    assert not memory.place_window(window, "new", 99_999, 200)
    assert window.width() == window.screen().availableSize().width() - 16
    screen = window.screen().availableSize()
    assert not memory.place_window(window, "new", 200, screen.height())  # under its own title
    assert window.height() == screen.height() - 40
    assert memory.place_window(window, "new", 200, screen.height() - 40)


def test_a_spoilt_memory_is_as_good_as_none(qtbot, data_folder):
    data_folder.mkdir()
    (data_folder / "window.ini").write_bytes(
        b"[w]\ngeometry=@ByteArray(\\xff)\nidle_minutes=viele\n"
    )
    window = QPushButton()
    qtbot.addWidget(window)
    memory.place_window(window, "w", 120, 80)
    assert (window.width(), window.height()) == (120, 80)
    assert memory.number("idle_minutes", 15) == 15
    assert memory.word("nothing") == ""


def test_who_chose_nothing_gets_what_the_system_has(qapp, monkeypatch):
    bright, night = QPalette(), QPalette()
    bright.setColor(QPalette.ColorRole.Window, QColor("#EFEFEF"))
    night.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    for palette, theme in ((night, "dark"), (bright, "light")):
        monkeypatch.setattr(look, "_system", [])
        qapp.setPalette(palette)
        look.dress(qapp, "")
        assert look.current() == look.PALETTES[theme]
        look.dress(qapp, "contrast")
        assert look.current() == look.PALETTES["contrast"]
        look.dress(qapp, "")  # our own palette is not taken for the system's
        assert look.current() == look.PALETTES[theme]
    look.dress(qapp)


def test_every_part_shows_where_the_keyboard_is(qtbot, qapp):
    """WCAG 2.2, 2.4.13: what changes with the focus differs 3:1 from what was there before."""
    kinds = ("", "primary", "quiet", "flush", "link", "chip", "nav", "fold", "row", "entry", "foot")
    window = look.mark(QWidget(), "ground")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first = QLineEdit()
    column.addWidget(first)
    buttons = [look.mark(QPushButton("按钮"), kind) for kind in kinds if kind]
    checked = [look.mark(QPushButton("按钮"), kind) for kind in ("chip", "nav")]
    for button in checked:
        button.setCheckable(True)
        button.setChecked(True)
    rows, tree, cells = QListWidget(), QTreeWidget(), QTableWidget(2, 2)
    rows.addItems(["甲", "乙"])
    tree.addTopLevelItems([QTreeWidgetItem(["甲"]), QTreeWidgetItem(["乙"])])
    box = QComboBox()
    box.addItem("甲")
    chip = look.mark(QCheckBox("选项"), "chip")
    chip.setChecked(True)
    parts = [QPushButton("按钮"), *buttons, *checked, QToolButton(), QLineEdit(), QPlainTextEdit(),
             box, QCheckBox("选项"), chip, QRadioButton("选项"), rows, tree, cells]  # fmt: skip
    for part in parts:
        part.setMaximumHeight(80)
        column.addWidget(part)
    for theme in look.PALETTES:
        look.dress(qapp, theme)
        window.show()
        for part in parts:
            if isinstance(part, QAbstractItemView):
                part.setCurrentIndex(part.model().index(0, 0))
            first.setFocus()
            qtbot.waitUntil(first.hasFocus)
            before = window.grab(part.geometry()).toImage()
            part.setFocus()
            after = window.grab(part.geometry()).toImage()
            assert _changed(before, after) >= 12, (theme, type(part), part.property("kind"))
    look.dress(qapp)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_box_to_tick_begins_where_the_field_above_it_does(qtbot, kind):
    window = look.mark(QWidget(), "ground")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    parts = [QLineEdit(), kind("选项")]
    for part in parts:
        column.addWidget(part)
    window.show()
    image = window.grab().toImage()
    ground = image.pixel(0, 0)
    starts = []
    for part in parts:
        middle = part.geometry().center().y()
        starts.append(next(x for x in range(image.width()) if image.pixel(x, middle) != ground))
    assert starts[0] == starts[1]


def test_the_lines_of_a_short_list_begin_and_end_with_their_heading(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    beside, name, day = QLabel("共 2 项"), QLabel("张三"), QLabel("2024-01-04")
    section, line = Section("最近打开", beside), Line(name, day)
    for part in (section, line):
        column.addWidget(part)
    window.show()
    left = [part.mapTo(window, part.rect().topLeft()).x() for part in (section.title, name)]
    right = [part.mapTo(window, part.rect().topRight()).x() for part in (beside, day)]
    assert left[0] == left[1]
    assert right[0] == right[1]


def _changed(before: QImage, after: QImage) -> int:
    """How many pixels differ 3:1."""
    places = product(range(before.width()), range(before.height()))
    pairs = {}
    for x, y in places:
        pair = before.pixel(x, y), after.pixel(x, y)
        if pair[0] != pair[1]:
            pairs[pair] = pairs.get(pair, 0) + 1
    name = "#{:06X}".format
    return sum(
        number
        for (old, new), number in pairs.items()
        if contrast(name(old & 0xFFFFFF), name(new & 0xFFFFFF)) >= 3
    )


def test_no_hint_names_a_year_that_passes():
    hints = [
        (path.name, hint)
        for path in WINDOWS.rglob("*.py")
        for hint in re.findall(r"setPlaceholderText\((.*)\)", path.read_text(encoding="utf-8"))
    ]
    assert len(hints) > 20
    assert [one for one in hints if re.search(r"\b20\d\d\b", one[1])] == []


_SETS = {"setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "setContentsMargins"}


def test_distances_lie_on_the_grid_and_colours_come_from_the_palette():
    """DESIGN 10: a grid of 4 (1 and 2 for hairlines); no colour outside look.py."""
    off = []
    for path in WINDOWS.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                bare = [a.value for a in node.args if isinstance(a, ast.Constant)]
                wrong = [n for n in bare if isinstance(n, int) and n not in (1, 2) and n % 4]
                if node.func.attr in (*_SETS, "addSpacing") and wrong:
                    off.append(f"{path.name}:{node.lineno}: {wrong}")
            colour = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if colour and path.name != "look.py" and re.fullmatch("#[0-9A-Fa-f]{3,8}", node.value):
                off.append(f"{path.name}:{node.lineno}: {node.value}")
    assert off == []


def test_a_rare_name_is_drawn_in_the_window_as_on_paper(qtbot):
    look.draw_rare()
    drawn = []
    for text in ("𠮷", "\U0010fffe"):  # the second one no font has
        label = QLabel(text)
        qtbot.addWidget(label)
        label.resize(60, 40)
        drawn.append(label.grab().toImage())
    assert drawn[0] != drawn[1]
    assert QFontMetrics(QLabel().font()).inFontUcs4(ord("𠮷"))


@pytest.mark.parametrize(
    "kind", ["", "primary", "quiet", "flush", "link", "chip", "nav", "row", "entry", "check"]
)
def test_the_keyboard_draws_no_second_frame_into_what_has_the_focus(qtbot, kind):
    window = QWidget()
    qtbot.addWidget(window)
    part = QCheckBox("勾选") if kind == "check" else look.mark(QPushButton("按钮"), kind)
    QVBoxLayout(window).addWidget(part)
    window.show()
    window.activateWindow()
    part.setFocus()
    qtbot.waitUntil(part.hasFocus)
    by_mouse = part.grab().toImage()
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    assert part.grab().toImage() == by_mouse

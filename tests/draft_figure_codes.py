"""Writes the code table of figures from the catalogue: ``python -m tests.draft_figure_codes``.

The register 自定义统计表 offers it; registers do not know the catalogue.
"""

from collections import Counter
from collections.abc import Iterator

from db.figures.catalogue import catalogue
from db.store.places import RESOURCES

PATH = RESOURCES / "codes" / "figure.toml"


def content() -> str:
    """The file as it should be."""
    return "\n".join(
        ["# Made from the catalogue by: python -m tests.draft_figure_codes", *_lines(), ""]
    )


def _lines() -> Iterator[str]:
    yield 'title = "指标"'
    yield 'source = "本程序的指标目录"'
    figures = catalogue()
    often = Counter(one.name for one in figures.values())
    headings = dict.fromkeys(one.cls for one in figures.values())
    for cls in headings:
        yield from ("", "[[entry]]", f'code = "{cls.__tablename__}"', f'name = "{cls.title}"')
        for code, one in figures.items():
            if one.cls is cls:
                name = one.name if often[one.name] == 1 else f"{cls.title}：{one.name}"
                yield from ("", "[[entry]]", f'code = "{code}"', f'name = "{name}（{one.unit}）"')
                yield f'parent = "{cls.__tablename__}"'
                if one.since:
                    yield f"valid_from = {one.since}"
                if one.until:
                    yield f"valid_to = {one.until}"


if __name__ == "__main__":
    PATH.write_text(content(), encoding="utf-8")

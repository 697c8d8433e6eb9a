"""One peer's pages and their processor time, run by the peers' own Python, apart from our code.

``python worker.py NAME FOLDER OUT < JSON``. FOLDER holds the fonts, OUT takes the PDFs. The JSON
holds ``rounds``, a list of batches; a batch is a list of papers and is timed as a whole, with the
processes it starts. Prints the seconds as JSON. The first round does not count: after it imports,
fonts and profile are warm.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

INK, SIZE, PITCH = "Doc Song", 14, 28  # typeface of the body; points of type and between the lines


def spent() -> float:
    """Processor seconds of this process and of those it has waited for."""
    known = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in known)


def weasyprint(fonts: Path, out: Path) -> Callable[[list], None]:
    """HTML to PDF in this process; a batch is one document."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    css = f"""@page {{ size: A4; margin: 25.4mm 25.4mm 25.4mm 28mm }}
      body {{ font: {SIZE}pt/{PITCH}pt "{INK}"; margin: 0 }}
      section + section {{ break-before: page }}
      h1 {{ font: bold 22pt/44pt "{INK}"; text-align: center; margin: 0 }}
      p {{ margin: 0; text-indent: 2em; text-align: justify }} .left {{ text-indent: 0 }}
      table {{ width: 100%; border-collapse: collapse }}
      td {{ border: 0.5pt solid; padding: 0 3pt }}"""

    def page(paper: dict) -> str:
        body = "".join(f"<p>{line}</p>" for line in paper["lines"])
        body += "".join(f'<p class="left">{line}</p>' for line in paper["signed"])
        rows = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in paper["rows"]
        )
        table = f"<table>{rows}</table>" if rows else ""
        return f"<section><h1>{paper['title']}</h1>{body}{table}</section>"

    def make(papers: list[dict]) -> None:
        text = f'<html lang="zh"><style>{css}</style>{"".join(map(page, papers))}</html>'
        HTML(string=text).write_pdf(out / "0.pdf", font_config=known)

    return make


def typst(fonts: Path, out: Path) -> Callable[[list], None]:
    """Typst's compiler in this process, its fonts read once; a batch is one call."""
    import typst as engine

    compiler = engine.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True)
    head = f"""#set page(paper: "a4", margin: (left: 28mm, rest: 25.4mm))
#set text(font: "{INK}", size: {SIZE}pt, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true),
  leading: {PITCH - SIZE}pt, spacing: {PITCH - SIZE}pt)
#show heading: it => align(center, text(size: 22pt, it.body))
"""

    def page(paper: dict) -> str:
        parts = [f"= {paper['title']}", *paper["lines"]]
        parts += [f"#par(first-line-indent: 0em)[{line}]" for line in paper["signed"]]
        if paper["rows"]:
            cells = ", ".join(f"[{cell}]" for row in paper["rows"] for cell in row)
            across = len(paper["rows"][0])
            parts.append(f"#table(columns: {across} * (1fr,), {cells})")
        return "\n\n".join(parts)

    def make(papers: list[dict]) -> None:
        text = head + "\n#pagebreak()\n".join(map(page, papers))
        (out / "0.pdf").write_bytes(compiler.compile(text.encode()))

    return make


def libreoffice(fonts: Path, out: Path) -> Callable[[list], None]:
    """A .docx by python-docx for each paper, then one call of soffice for all, its profile warm."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    def written(paper: dict, path: Path) -> None:
        document = Document()
        sheet = document.sections[0]
        sheet.page_width, sheet.page_height = Mm(210), Mm(297)
        sheet.left_margin = Mm(28)
        sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(25.4)
        style = document.styles["Normal"]
        style.font.name, style.font.size = INK, Pt(SIZE)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), INK)
        style.paragraph_format.line_spacing, style.paragraph_format.space_after = Pt(PITCH), Pt(0)
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = title.add_run(paper["title"])
        run.bold, run.font.size = True, Pt(22)
        for line in paper["lines"]:
            one = document.add_paragraph(line)
            one.paragraph_format.first_line_indent = Pt(2 * SIZE)
            one.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for line in paper["signed"]:
            document.add_paragraph(line)
        if paper["rows"]:
            table = document.add_table(0, len(paper["rows"][0]), style="Table Grid")
            for row in paper["rows"]:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        document.save(str(path))

    def make(papers: list[dict]) -> None:
        files = [out / f"{at}.docx" for at in range(len(papers))]
        for paper, file in zip(papers, files, strict=True):
            written(paper, file)
        office = [shutil.which("soffice"), f"-env:UserInstallation={(out / 'profile').as_uri()}"]
        command = [*office, "--headless", "--convert-to", "pdf", "--outdir", out, *files]
        subprocess.run(command, check=True, capture_output=True, timeout=600)

    return make


def main() -> None:
    """Time each batch."""
    name, fonts, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    listed = f"<fontconfig><dir>{fonts}</dir><cachedir>{out}/fontcache</cachedir></fontconfig>"
    (out / "fonts.conf").write_text(listed)
    os.environ["FONTCONFIG_FILE"] = str(out / "fonts.conf")
    rounds = json.load(sys.stdin)["rounds"]
    makers = {"weasyprint": weasyprint, "typst": typst, "libreoffice": libreoffice}
    make = makers[name](fonts, out)
    make(rounds[0])
    times = []
    for papers in rounds[1:]:
        start = spent()
        make(papers)
        times.append(spent() - start)
    print(json.dumps(times))


if __name__ == "__main__":
    main()

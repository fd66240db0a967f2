"""Blocks as HTML, printed to PDF by Chromium."""

from __future__ import annotations

import html
import re
import subprocess
import tempfile
from pathlib import Path

from .blocks import Block, Break, Cell, Heading, Made, Para, Table, Turn, runs

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4 {turn}; margin: 20mm 15mm;
  @top-center {{ content: "{head}"; font: 9pt "{font}"; }}
  @bottom-right {{ content: {foot}; font: 9pt "{font}"; }} }}
body {{ font: {size}pt "{font}"; margin: 0; -webkit-print-color-adjust: exact; }}
h1 {{ font-size: 20pt; }} h2 {{ font-size: 14pt; break-after: avoid; }} h3 {{ font-size: 11pt; }}
table {{ border-collapse: collapse; width: 100%; margin: 6pt 0 12pt; table-layout: fixed; }}
th, td {{ text-align: left; vertical-align: top; padding: 3pt 4pt; }}
table.all td {{ border: 0.75pt solid #555; }}
table.rows td {{ border-bottom: 0.5pt solid #999; }}
td ul {{ margin: 0; padding-left: 12pt; }} td p {{ margin: 0; }}
@page flat {{ size: A4 landscape; }} @page upright {{ size: A4 portrait; }}
.mark {{ position: fixed; top: 40%; left: 15%; font-size: 90pt; color: #ddd; z-index: -1;
  transform: rotate(-35deg); }}
.turn {{ writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }}
.small {{ font-size: 8pt; }} .page {{ break-before: page; }}
thead {{ display: {repeat}; }} sup {{ font-size: 70%; }}
</style></head><body>{body}</body></html>"""


def write(made: Made, folder: Path) -> None:
    """Write `STEM.pdf`."""
    table = next((b for b in made.blocks if isinstance(b, Table) and not b.repeat_header), None)
    foot = " ".join(
        f"counter({part[1:-1]})" if part in ("{page}", "{pages}") else f'"{part}"'
        for part in re.split(r"(\{pages?\})", made.foot)
        if part
    )
    page = _PAGE.format(
        title=html.escape(str(made.gold.get("title", ""))),
        turn="landscape" if made.landscape else "portrait",
        head=made.head,
        foot=foot or '""',
        font=made.font,
        size=made.size,
        repeat="table-row-group" if table else "table-header-group",
        body=_mark(made.watermark) + "\n".join(_block(block) for block in made.blocks),
    )
    target = folder / f"{made.stem}.pdf"
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "plan.html"
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
        command += [f"--user-data-dir={work}/profile", "--no-pdf-header-footer"]
        command += [f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def _mark(text: str) -> str:
    return f'<div class="mark">{html.escape(text)}</div>' if text else ""


def _block(block: Block) -> str:
    if isinstance(block, Turn):
        # the browser closes it at the end of the body
        return f'<div style="page: {"flat" if block.landscape else "upright"}">'
    if isinstance(block, Heading):
        return f"<h{block.level}>{_inline(block.text)}</h{block.level}>"
    if isinstance(block, Para):
        style = ' class="small"' if block.small else ""
        if block.text.startswith("• "):
            return _list(block.text.split("\n"))
        lines = "<br>".join(_inline(line) for line in block.text.split("\n"))
        return f'<p{style} style="margin-left:{block.indent}mm">{lines}</p>'
    if isinstance(block, Break):
        return '<div class="page"></div>'
    return _table(block)


def _table(table: Table) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * w / total:.1f}%">' for w in table.widths)
    rows = []
    for number, row in enumerate(table.rows):
        fill = table.header_fill if number < table.header_rows else None
        if fill is None and table.band_fill and (number - table.header_rows) % 2:
            fill = table.band_fill
        rows.append("<tr>" + "".join(_cell(cell, fill) for cell in row) + "</tr>")
    top = "".join(rows[: table.header_rows])
    rest = "".join(rows[table.header_rows :])
    kind = {"all": "all", "rows": "rows"}.get(table.rules, "none")
    return (
        f'<table class="{kind}"><colgroup>{columns}</colgroup>'
        f"<thead>{top}</thead><tbody>{rest}</tbody></table>"
    )


def _cell(cell: Cell, fill: str | None) -> str:
    shade = cell.fill or fill
    style = f' style="background:{shade}"' if shade else ""
    span = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
        f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    )
    body = _lines(cell.lines) + (_table(cell.nested) if cell.nested else "")
    if cell.bold:
        body = f"<b>{body}</b>"
    if cell.rotated:
        body = f'<div class="turn">{body}</div>'
    return f"<td{span}{style}>{body}</td>"


def _lines(lines: list[str]) -> str:
    if any(line.startswith("• ") for line in lines):
        before = [line for line in lines if not line.startswith("• ")]
        return "".join(f"<p>{_inline(line)}</p>" for line in before) + _list(
            [line for line in lines if line.startswith("• ")]
        )
    return "<br>".join(_inline(line) for line in lines)


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{_inline(x.removeprefix('• '))}</li>" for x in lines) + "</ul>"


def _inline(text: str) -> str:
    made = ""
    for run in runs(text):
        shown = html.escape(run.text)
        for on, tag in ((run.bold, "b"), (run.struck, "s"), (run.raised, "sup")):
            shown = f"<{tag}>{shown}</{tag}>" if on else shown
        made += shown
    return made

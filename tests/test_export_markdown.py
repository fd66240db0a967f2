"""Markdown, read back by markdown-it; and plans on the terminal."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from exported import HOSTILE, corpus, hostile, told
from hypothesis import given, settings
from made_plans import bare_plan, plan, plans
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console

from pipeline.escape import line
from pipeline.export.load import Named
from pipeline.export.markdown import to_markdown
from pipeline.export.rows import rows
from pipeline.export.show import show_plans
from schemas.plan import Plan

pytestmark = pytest.mark.xdist_group("exports")
READER = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])


def tokens(data: bytes) -> list[Token]:
    return READER.parse(data.decode())


def text_of(token: Token) -> str:
    """A piece of text; that it is nothing but text is checked."""
    assert {child.type for child in token.children or ()} <= {"text"}, token.content
    return "".join(child.content for child in token.children or ())


def read_tables(data: bytes) -> list[list[str]]:
    """The cells of every row below a heading."""
    found: list[list[str]] = []
    inside = False
    for token in tokens(data):
        if token.type in ("tbody_open", "tbody_close"):
            inside = token.type == "tbody_open"
        elif token.type == "tr_open" and inside:
            found.append([])
        elif token.type == "inline" and inside:
            found[-1].append(text_of(token))
    return found


def expected(named: tuple[Named, ...]) -> list[list[str]]:
    return [
        [line(cell) for cell in (r.number, r.action, r.owners or r.owners_printed, r.deadline)]
        for r in rows(named)
    ]


@pytest.mark.parametrize("made", [corpus, hostile])
def test_markdown_reads_back(made: Any) -> None:
    data = to_markdown(made())
    assert [row[:4] for row in read_tables(data)] == expected(made())
    kinds = {token.type for token in tokens(data)}
    assert not kinds & {"html_block", "fence", "code_block", "hr", "blockquote_open", "lheading"}


def test_headings_are_those_of_the_plans() -> None:
    found = tokens(to_markdown(corpus()))
    levels = [token.tag for token in found if token.type == "heading_open"]
    assert levels.count("h1") == len(corpus())
    loose = sum(any(f.action is None for f in n.plan.findings) for n in corpus())
    assert levels.count("h2") == sum(len(n.plan.recommendations) for n in corpus()) + loose


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_markup_or_a_link(text: str) -> None:
    data = to_markdown([Named(text.encode("utf-8", "replace").decode(), told(text))])
    for token in tokens(data):
        assert not token.type.startswith("html")
        if token.type == "inline":
            text_of(token)
    assert not re.search(rb"https?://|www\.", data)


@settings(max_examples=40)
@given(plans())
def test_any_plan_is_told(made: Plan) -> None:
    named = (Named("p", made),)
    assert [row[:4] for row in read_tables(to_markdown(named))] == expected(named)
    shown(named)


def shown(named: tuple[Named, ...] | list[Named], width: int = 100, *, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None,
        highlight=False, emoji=False, markup=False,
    )  # fmt: skip
    show_plans(named, console)
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_plan_on_the_terminal(width: int) -> None:
    for named in corpus():
        told_ = shown([named], width)
        assert max(len(line_) for line_ in told_.splitlines()) <= width
        bare = re.sub(r"[│\s]", "", told_)
        for row in rows([named]):
            # Words of a cell are wrapped among those of its neighbours: each is there.
            assert width < 80 or all(part in bare for part in row.action.split()[:3])
        assert all(f.code in told_ for f in named.plan.findings)


def test_colours_only_on_a_terminal() -> None:
    assert "\x1b" not in shown([Named("p", plan())])
    assert "\x1b[" in shown([Named("p", plan())], colour=True)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_obeys_nothing_of_a_plan(text: str) -> None:
    told_ = shown([Named("p", told(text)), Named("q", bare_plan())])
    assert all(char.isprintable() or char == "\n" for char in told_)
    assert "[bold]x" in shown([Named("p", told("[bold]x :smile: \x1b[31m"))])

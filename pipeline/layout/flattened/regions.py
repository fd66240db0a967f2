"""Where the tables are: runs of headings, and the lines that belong to their columns.

Headings that stand together open a region.  It takes in the headings that a tool
moved away from the others, and ends where the next section, list or table begins.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.people.shape import shape_of

from .column_order import in_order
from .far_heads import tops_column
from .heads import CORE, Head, head_role, header_cells, is_header, last_line, people_role
from .kinds import label_depth, opens_with_label
from .lines import Line, gapped
from .marks import numbered, worded_heading
from .split_lists import halves

_LETTERED = re.compile(r"^\(?(?:[a-z]|[ivx]{1,4})[.)]\s")
_COUNT = re.compile(r"\d{1,3}: ")
_PLAN = frozenset({
    "action", "owner", "deadline", "original_deadline", "revised_deadline", "recommendation",
    "linked_plan", "status", "progress", "response", "success_measure", "rag", "evidence",
    "resources",
})  # fmt: skip
# What stands beside actions: its heading may come behind cells, above its own.
_BESIDE = _PLAN - {"action", "recommendation"}
_ALWAYS = frozenset({"action", "owner", "deadline"})
_NOTES = _BESIDE - _ALWAYS - {"original_deadline", "revised_deadline"}
# A heading that a tool moved stands no more lines than this from the others.
_NEAR = 8
_LONG = 3
_FEWEST = 2
_FEWEST_DEEPER = 3
# How sure two lines have to be one post.
_POST = 0.8
_WHO = frozenset({"name", "post", "initials", "mixed", "organisation"})


@dataclass(slots=True, eq=False)
class Region:
    """A table's headings and its lines; `people` for a list of leads.

    `first` is the line where it begins, `again` holds headings printed again, `lent`
    spans of lines that a tool put behind the next table, `lines` the numbers of the
    lines that hold its content, `after` the line where it ends, `last` the index of
    its last word, `runs` the headings as they were printed, time after time, `until`
    the line where another table's headings end a list of people.
    """

    heads: list[Head]
    people: bool
    first: int
    again: list[Head] = field(default_factory=list)
    lent: list[tuple[int, int]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    after: int = 0
    last: int = -1
    runs: list[list[Head]] = field(default_factory=list)
    until: int | None = None

    @property
    def roles(self) -> set[str]:
        return {h.role for h in self.heads}


def find_heads(lines: list[Line], barred: set[int]) -> list[list[Head]]:
    """All runs of headings that might be headers, in order; `barred` lines hold none."""
    runs: list[list[Head]] = []
    gaps = gapped(lines)
    at = 0
    while at < len(lines):
        heads = [] if at in barred else header_cells(lines, at)
        heads = _before_barred(heads, lines, barred)
        if heads and _counts(lines, last_line(heads, lines) + 1):
            heads = heads[:-1]
        while len(heads) > 1 and heads[0].role in {h.role for h in heads[1:]} & CORE:
            # A title that words the table's first column: "What we are doing".
            heads = heads[1:]
        if _titled(heads, lines):
            heads = heads[1:]
        if heads and not is_header(heads) and all(_LETTERED.match(h.text) for h in heads):
            heads = heads[:1] if heads[0].role == "action" else []
        if len(heads) == 1 and lines[at].text.endswith("."):
            # The last word of a sentence: "… and weekly to the / Team."
            ended = heads[0].words[-1].text[-1] == "." and len(heads[0].words[-1].text) > 3
            heads = [] if ended else heads
        apart = len(heads) == 1 or (heads and lines[heads[1].line].gap)
        if apart and gaps and _goes_on(lines, at, runs):
            heads = heads[1:]
        if not heads:
            at += 1
            continue
        runs.append(heads)
        at = last_line(heads, lines) + 1
    with_actions = [run for run in runs if any(h.role == "action" for h in run)]
    whole = {(h.key, h.role) for run in with_actions for h in run}
    return [_rejoined(run, whole) for run in runs]


def _titled(heads: list[Head], lines: list[Line]) -> bool:
    """True where the first heading is the title of a list of leads, worded as a column may be."""
    if len(heads) < 2 or heads[1].line <= last_line(heads[:1], lines) or not _is_people(heads[1:]):
        return False
    role = people_role(heads[0].text)
    if role is None:
        return heads[0].role == "owner"
    named = any(people_role(h.text) == "name" for h in heads[1:])
    return role in ("mixed", "name") and named


def _counts(lines: list[Line], at: int) -> bool:
    """True for the number of what the line before names: `Area for improvement / 1: Leaders …`."""
    return at < len(lines) and not lines[at].gap and bool(_COUNT.match(lines[at].text))


def _goes_on(lines: list[Line], at: int, runs: list[list[Head]]) -> bool:
    """True for a word right below a post's others: `Head of Quality / Assurance`."""
    if not at or lines[at].gap or len(lines[at].words) > 1:
        return False
    if runs and last_line(runs[-1], lines) == at - 1:
        return False
    found = shape_of(f"{lines[at - 1].text} {lines[at].text}")
    return found.kind == "post" and found.sure >= _POST and not found.name


def _rejoined(run: list[Head], whole: set[tuple[tuple[str, ...], str]]) -> list[Head]:
    """Two headings made one that another header has whole: `Action status` beside `Action`."""
    made: list[Head] = []
    for head in run:
        if made and made[-1].role == "action":
            both = Head(head.role, (*made[-1].words, *head.words), made[-1].line)
            if (both.key, both.role) in whole:
                made[-1] = both
                continue
        made.append(head)
    return made


def _before_barred(heads: list[Head], lines: list[Line], barred: set[int]) -> list[Head]:
    """The headings of a run up to the first barred line."""
    kept: list[Head] = []
    for head in heads:
        if any(n in barred for n in range(head.line, last_line([head], lines) + 1)):
            break
        kept.append(head)
    return kept


def _numbered_cells(lines: list[Line], runs: list[list[Head]]) -> set[int]:
    """The lines that `1.` opens, where rows have deeper labels of their own beside them."""
    both = {"recommendation", "number"} <= {h.role for run in runs for h in run}
    depths = [label_depth(x.words[0].text) for x in lines if x.words and opens_with_label(x)]
    deeper = sum(depth > 1 for depth in depths) + sum(line.lettered for line in lines)
    if not both or deeper < _FEWEST_DEEPER:
        return set()
    found = [(n, numbered(line)) for n, line in enumerate(lines) if line.words]
    return {n for n, label in found if label is not None and label_depth(label) == 1}


def labelled_cells(lines: list[Line], runs: list[list[Head]]) -> set[int]:
    """The lines that look like sections' headings and begin cells of a column.

    `runs` are the document's runs of headings.  Under a header that has a column for
    recommendations, `Priority 2: …` is one of them unless a header follows it.
    """
    numbers = _numbered_cells(lines, runs)
    worded = [n for n, line in enumerate(lines) if worded_heading(line) or n in numbers]
    ends = {last_line(r, lines): r for r in runs}
    # A heading by itself, the others behind its first cell.
    apart = [r[0].line for n in worded if len(r := ends.get(n - 1, [])) == 1]
    headers = [
        (r[0].line, {h.role for h in r} & CORE) for r in runs if is_header(r) or r[0].line in apart
    ]
    found: list[tuple[int, bool]] = []
    above: set[str] = set()
    for number, after in pairwise([0, *worded, len(lines)]):
        again = [roles for first, roles in headers if number <= first < after]
        if number in worded and "recommendation" in above:
            # What shares nothing with the header is the rest of it, which a tool moved.
            rest = not found or len(above) > 1
            found.append((number, not again or (rest and all(map(above.isdisjoint, again)))))
        for roles in again:
            above = above | roles if above.isdisjoint(roles) else roles
    if not found:
        return set()
    lonely = sum(alone for _, alone in found)
    if 2 * lonely < len(found) or (lonely < 2 and found[0][0] - 1 not in ends):
        return set()
    return {number for number, _ in found}


def find_regions(
    lines: list[Line], runs: list[list[Head]], walls: list[int], known: set[str]
) -> list[Region]:
    """Regions made of runs of headings; no region crosses a wall (a section's heading).

    `known` are the roles of the document's fullest header: a lone heading joins
    a region where it brings one of these that the region lacks.
    """
    lists: list[Region] = []
    parted = halves(runs, lines)
    for one, two, count in parted:
        names, posts = runs[one][0], runs[two][0]
        first = last_line([posts], lines) + 1
        lent = (posts.line, first + count)
        until = runs[one + 1][0].line
        lists.append(Region([names, posts], True, names.line, lent=[lent], until=until))
    away = {n for one, two, _ in parted for n in (one, two)}
    runs = [run for n, run in enumerate(runs) if n not in away]
    regions: list[Region] = []
    held: Region | None = None
    gaps = gapped(lines)
    seen = Counter(line.text for line in lines)
    # One of several lines is no line's text.
    seen.update(r[0].text for r in runs if len(r) == 1 and last_line(r, lines) > r[0].line)
    for run in runs:
        first = run[0].line
        walled = held is not None and any(held.first < w <= first for w in walls)
        alone = held is not None and not walled and regions and len(run) == 1
        if held is not None and alone and _lend(regions[-1], held, run[0], known):
            continue
        lone = gaps and len(run) == 1
        boxed = lone and held is not None and tops_column(run[0], lines, held.first)
        if held is not None and not walled and _joins(held, run, known, seen, boxed=boxed):
            held.runs.append(run)
            fresh = [h for h in run if h.role not in held.roles or _second(h, held)]
            held.heads += fresh
            held.again += [h for h in run if h not in fresh]
            continue
        if held is not None and held.people and not walled and _is_post(run):
            continue
        if held is not None and len(run) == 1 and not walled and run[0].role in _NOTES:
            # No heading, or one of notes: it ends no table.
            continue
        if held is not None:
            if held.people and len(run) > 1 and not _names_post(run):
                held.until = first
            regions.append(held)
        people = _is_people(run)
        opens = people or any(h.role in CORE for h in run)
        held = Region(list(run), people, first, runs=[run]) if opens else None
    if held is not None:
        regions.append(held)
    found = sorted([*lists, *(r for r in regions if _is_table(r))], key=lambda r: r.first)
    for region in found:
        if region.people and region.first == region.heads[0].line and _titled(region.heads, lines):
            # Its columns came one by one: now there is a column of names.
            region.heads = region.heads[1:]
            region.first = region.heads[0].line
        _complete(region, lines)
    whole = [sorted(r.heads, key=lambda h: h.words[0].index) for r in found if not r.people]
    for region in found:
        region.heads = in_order(region.heads, region.runs, runs, whole)
    return found


def _complete(region: Region, lines: list[Line]) -> None:
    """A short line right after a heading, or after the header, that completes one joins it."""
    for head in (*region.heads, *region.again):
        after = last_line([head], lines) + 1
        taken = any(h.line == after for h in (*region.heads, *region.again))
        if after < len(lines) and not taken and lines[after].text.islower():
            _join(head, lines[after])
    last = max(last_line([h], lines) for h in region.heads)
    for number in range(last + 1, min(last + 3, len(lines))):
        line = lines[number]
        if not any(_join(head, line) for head in region.heads):
            return


def _join(head: Head, line: Line) -> bool:
    """Join a line to a heading if it completes it; False where it does not."""
    if line.bullet or not 0 < len(line.words) <= 2:
        return False
    text = f"{head.text} {line.text}"
    open_ended = head.text[-1] in "/-&(" or head.text.endswith(" of") or line.text.islower()
    if not open_ended or head_role(text) != head.role:
        return False
    head.words = (*head.words, *line.words)
    return True


def _lend(before: Region, held: Region, head: Head, known: set[str]) -> bool:
    """A column printed twice in a table that needs it once: the first is the table before's.

    A tool that reads a page's right edge last prints a table's last column behind
    the next table's others.
    """
    first = next((h for h in held.heads if h.key == head.key), None)
    if first is None or before.people or head.role in before.roles or head.role not in known:
        return False
    if not {h.key for h in before.heads} & {h.key for h in held.heads}:
        return False
    before.heads.append(first)
    before.lent.append((first.line, head.line))
    held.heads[held.heads.index(first)] = head
    return True


def _is_post(run: list[Head]) -> bool:
    """True for one line that may as well be a post in a list of leads."""
    return run[0].role == "owner" and _names_post(run)


def _names_post(run: list[Head]) -> bool:
    """True for headings that are one post on one line: `Monitoring Officer`."""
    one_line = all(h.line == run[0].line for h in run)
    return one_line and shape_of(" ".join(h.text for h in run)).kind == "post"


def _second(head: Head, region: Region) -> bool:
    """True for a further column of a role that the region has in other words."""
    same = [h for h in region.heads if h.role == head.role]
    return head.role == "other" and all(h.key != head.key for h in same)


def _is_people(run: list[Head]) -> bool:
    roles = [people_role(h.text) for h in run]
    plan = {h.role for h in run} & {"action", "deadline", "recommendation", "linked_plan", "status"}
    return bool(roles) and all(roles[:1]) and not plan and any(r in _WHO for r in roles)


def _joins(
    region: Region, run: list[Head], known: set[str], seen: Counter[str], *, boxed: bool
) -> bool:
    """True where headings belong to a region; `boxed` says that it is one that heads boxes."""
    roles = {h.role for h in run}
    if region.people and not _is_people(run) and all(h.role in CORE for h in region.heads):
        # "Who" or "Ref" may head a plan's column as well as a list of people.
        region.people = False
    if region.people:
        mine = {people_role(h.text) for h in region.heads}
        theirs = {people_role(h.text) for h in run}
        return _is_people(run) and not (mine & theirs)
    keys = {h.key for h in region.heads}
    again = [h for h in run if h.key in keys]
    if again and len(again) >= max(1, len(run) - 1):
        return len(run) > 1 or run[0].role in known or len(again) == len(run)
    fresh = roles - region.roles
    rest = [h for h in run if h not in again]
    if len(again) > 1 and not any(h.role in region.roles for h in rest):
        # The foot of one page's header, and the head of the next's.
        return True
    behind = run[0].line - region.heads[-1].line
    if boxed and seen[run[0].text] < 2 and fresh & _BESIDE:
        return True
    far = behind > _NEAR and seen[run[0].text] < 2 and len(run[0].words) == 1
    if far and len(run) == 1 and {"action", "owner", "deadline"} <= region.roles:
        # A whole header lacks nothing: far below it, a heading's word is a cell's.
        return False
    if not fresh or (roles & region.roles and len(roles) > 1 and not again):
        return False
    if len(run) >= 2 and len(fresh) == len(roles):
        return not _is_people(run) or roles <= known
    if "action" not in region.roles:
        numbered = region.roles == {"recommendation"} and "number" in fresh
        return numbered or bool(fresh & _PLAN)
    if bool(fresh & (known | _ALWAYS)) or (len(run) == 1 and seen[run[0].text] > 1):
        return True
    # So many words are no cell's by chance; fewer are enough right behind the other headings.
    long = _FEWEST if 0 <= behind <= _NEAR else _LONG
    return len(run) == 1 and len(run[0].words) >= long and bool(fresh & _PLAN)


def _is_table(region: Region) -> bool:
    """True where the headings are enough to be a table's."""
    if region.people:
        return len(region.heads) >= 2 or region.heads[0].role == "mixed"
    return len(region.roles & CORE) >= 2 and bool(region.roles & {"action", "recommendation"})

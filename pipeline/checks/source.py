"""Rules on how well the plan is grounded in its document."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.plan import Plan
from schemas.provenance import sources_of

from .base import Context, Hit, actions_of, begin, called, rule

# Below this a row's cells may belong to another row.
SURE_ROW = 0.7


@rule(
    "SRC001",
    "words that reached no field",
    "warning",
    "These words stand in a table of the plan, and no value of the JSON holds them.",
)
def src001(plan: Plan, context: Context) -> Iterator[Hit]:
    del plan
    for passage in context.unclaimed:
        page = passage.words[0].page
        where = f" on page {page}" if page else ""
        yield Hit(
            f"“{passage.text}”{where} stands in a table of the plan and reached no field.",
            sources=sources_of(passage),
        )


@rule(
    "SRC003",
    "order of the text is ambiguous",
    "warning",
    "The text lost its columns; another arrangement of this row explains it nearly as well.",
)
def src003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        if action.confidence < SURE_ROW:
            yield Hit(
                f"{begin(called(action))} was put together with low confidence "
                f"({action.confidence:.2f}); its owner and date may belong to another row.",
                rec.id, action.id, None, action.sources,
            )  # fmt: skip

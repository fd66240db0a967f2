"""Rules and settings told to people: in the terminal, and as docs/rules.md."""

from __future__ import annotations

import json
import textwrap

from pipeline.checks import RULES, Rule

from .config import Config, Settings

_FAMILIES = {
    "ACT": "Actions",
    "DAT": "Deadlines",
    "LED": "Leads",
    "MEA": "Success measures",
    "OWN": "Owners",
    "RAG": "Ratings",
    "REC": "Recommendations",
    "SRC": "What the document is like",
    "STA": "Status",
}
_INTRO = """\
# Rules

What `plansift check` looks for. Made by `plansift rules --markdown` from the rules themselves; \
`plansift rules CODE` prints one of them.

A rule marked *plan* also speaks in the JSON and the report of every converted plan; the others \
speak only where a draft is checked. A rule marked *off* is applied where it is selected: \
`--extend-select DAT008`, or `extend-select = ["DAT008"]` in `plansift.toml`.
"""


def listed() -> str:
    """All rules, a line each."""
    width = max(len(rule.severity) for rule in RULES.values())
    lines = [
        f"{code}  {rule.severity:<{width}}  {rule.name}{'' if rule.on else ' (off by default)'}"
        for code, rule in sorted(RULES.items())
    ]
    return "\n".join([*lines, "", "plansift rules CODE explains one."]) + "\n"


def explained(code: str) -> str:
    """One rule: why it matters, a bad and a good example, how to settle it."""
    rule = RULES[code]
    return (
        f"{code} {rule.name} ({_marks(rule)})\n\n"
        + _wrapped(rule.why)
        + f"\n  Bad:   {rule.bad}\n  Good:  {rule.good}\n\n"
        + _wrapped(f"To settle it: {rule.settle}")
    )


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 88) + "\n"


def _marks(rule: Rule) -> str:
    marks: list[str] = [rule.severity]
    marks += ["plan"] if rule.contract else []
    marks += [] if rule.on else ["off by default"]
    return ", ".join(marks)


def page() -> str:
    """docs/rules.md."""
    parts = [_INTRO]
    for family, name in _FAMILIES.items():
        mine = [rule for code, rule in sorted(RULES.items()) if rule.family == family]
        table = "\n".join(
            f"| [{r.code}](#{r.code.lower()}) | {r.name} | {_marks(r)} |" for r in mine
        )
        parts.append(f"## {name}\n\n| code | finding | |\n| --- | --- | --- |\n{table}\n")
        parts += [_section(rule) for rule in mine]
    return "\n".join(parts)


def _section(rule: Rule) -> str:
    return (
        f"### {rule.code}\n\n**{rule.name[:1].upper()}{rule.name[1:]}** ({_marks(rule)}). "
        f"{rule.why}\n\n"
        f"```\nbad:   {rule.bad}\ngood:  {rule.good}\n```\n\nTo settle it: {rule.settle}\n"
    )


def settings_shown(config: Config) -> str:
    """All settings as TOML, with where each comes from beside it."""
    origin = str(config.file) if config.file else "no file of settings was found"
    lines = [f"# {origin}"]
    held = config.settings.model_dump(by_alias=True)
    fields = Settings.model_fields.items()
    # TOML takes what follows a table for the table's.
    for name, field in sorted(fields, key=lambda f: isinstance(held[f[1].alias or f[0]], dict)):
        source = "default" if config.is_default(name) else "set"
        lines.append(f"\n# {field.description} ({source})")
        key = field.alias or name
        value = held[key]
        if isinstance(value, dict):
            lines += _table(key, value)
        else:
            lines.append(f"{key} = {_toml(value)}" if value is not None else f"# {key} is not set")
    return "\n".join(lines) + "\n"


def _table(key: str, value: dict[str, object]) -> list[str]:
    if not value:
        return [f"# [{key}] is empty"]
    lines = []
    plain = {k: v for k, v in value.items() if not isinstance(v, dict)}
    if plain:
        lines.append(f"[{key}]")
        lines += [f"{_key(k)} = {_toml(v)}" for k, v in plain.items()]
    for inner, table in value.items():
        if isinstance(table, dict):
            lines += _table(f"{key}.{_key(inner)}", table)
    return lines


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() else json.dumps(name)


def _toml(value: object) -> str:
    """A value as TOML writes it; strings, numbers, truths and lists are as in JSON."""
    return json.dumps(value, ensure_ascii=False)

"""The words of `vocabulary/people.toml`, ready for looking up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rapidfuzz.fuzz import ratio

from extractors.vocabulary import load

from .fold import fold

# How alike (0 to 100) a misspelt head must be to its right spelling.
_SLIP = 91.0


@dataclass(frozen=True, slots=True)
class People:
    """Word lists about people, each folded (see `fold`) unless it is a list of codes."""

    heads: frozenset[str]
    alone: frozenset[str]
    hats: frozenset[str]
    whole: frozenset[str]
    modifiers: frozenset[str]
    post_codes: frozenset[str]
    compounds: tuple[tuple[str, str], ...]
    personal: frozenset[str]
    ranks: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    body_nouns: frozenset[str]
    body_names: frozenset[str]
    body_codes: frozenset[str]
    group_openers: frozenset[str]
    group_words: frozenset[str]
    subjects: frozenset[str]
    surnames: frozenset[str]
    subject_endings: tuple[str, ...]
    tbc: frozenset[str]
    vacant: frozenset[str]
    nothing: frozenset[str]
    trailers: frozenset[str]
    hedges: tuple[str, ...]
    joiners: tuple[str, ...]
    labels: frozenset[str]
    line_labels: tuple[str, ...]
    roles: dict[str, frozenset[str]]
    beside: frozenset[str]
    references: tuple[str, ...]
    referred: tuple[str, ...]
    links: frozenset[str]
    articles: frozenset[str]
    small: frozenset[str]
    prose: frozenset[str]
    headings: dict[str, frozenset[str]]

    def is_head(self, word: str) -> bool:
        """True for the noun that a job title turns on, in the singular; one slip is forgiven."""
        return word in self.heads or _nearly_head(word)

    def is_head_plural(self, word: str) -> bool:
        """True for its plural: `managers`."""
        return word.endswith("s") and word[:-1] in self.heads

    def is_subject(self, word: str) -> bool:
        """True for a word of what posts and services are about."""
        return word in self.subjects or word.endswith(self.subject_endings)

    def knows(self, word: str) -> bool:
        """True for any word that is no part of a person's name."""
        return (
            word in self.heads
            or word in self.body_nouns
            or word in self.body_names
            or word in self.group_words
            or word in self.group_openers
            or word in self.modifiers
            or self.is_head_plural(word)
            or self.is_subject(word)
        )


@cache
def _nearly_head(word: str) -> bool:
    """True for a slip of the pen: `manger`.  Short and listed words are what they are."""
    lists = people()
    if len(word) < 6 or word.endswith("s") or lists.knows(word):
        return False
    return any(ratio(word, head) >= _SLIP for head in lists.heads)


@cache
def people() -> People:
    """The vocabulary, read once."""
    data = load("people")

    def words(part: str, key: str) -> frozenset[str]:
        return frozenset(fold(w) for w in data[part][key])

    separators = data["separators"]
    return People(
        heads=words("posts", "heads"),
        alone=words("posts", "alone"),
        hats=words("posts", "hats"),
        whole=words("posts", "whole"),
        modifiers=words("posts", "modifiers"),
        post_codes=frozenset(data["posts"]["codes"]),
        compounds=tuple((one, two) for one, two in data["posts"]["compounds"]),
        personal=words("titles", "personal"),
        ranks=words("titles", "ranks"),
        particles=words("titles", "particles"),
        suffixes=words("titles", "suffixes"),
        body_nouns=words("bodies", "nouns"),
        body_names=words("bodies", "names"),
        body_codes=frozenset(data["bodies"]["codes"]),
        group_openers=words("groups", "openers"),
        group_words=words("groups", "words"),
        subjects=words("subjects", "words"),
        surnames=words("subjects", "surnames"),
        subject_endings=tuple(data["subjects"]["endings"]),
        tbc=frozenset(data["nobody"]["tbc"]),
        vacant=frozenset(data["nobody"]["vacant"]),
        nothing=frozenset(data["nobody"]["nothing"]),
        trailers=frozenset(data["nobody"]["trailers"]),
        hedges=tuple(sorted(data["nobody"]["hedges"], key=len, reverse=True)),
        joiners=tuple(separators["joiners"]),
        labels=frozenset(separators["labels"]),
        line_labels=tuple(separators["line_labels"]),
        roles={role: frozenset(data["roles"][role]) for role in ("lead", "support")},
        beside=frozenset(data["roles"]["beside"]),
        references=tuple(separators["references"]),
        referred=tuple(separators["referred"]),
        links=words("small", "links"),
        articles=words("small", "articles"),
        small=words("small", "words"),
        prose=words("prose", "words"),
        # A tick folds to nothing, so each word is there as printed too.
        headings={
            key: frozenset(x for w in words_ for x in (w, fold(w)) if x)
            for key, words_ in data["leads_table"].items()
        },
    )

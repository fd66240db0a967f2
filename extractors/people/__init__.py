"""Who owns what: owner cells split, lists of leads read."""

from .codes import abbreviates, initials_fit, is_post_code, name_initials
from .lines import announces, read_leads_lines
from .mention import Mention, OwnerCell
from .reference import reference_in
from .register import Register
from .score import is_owner_in_small_letters, owner_score
from .shape import is_initials, name_words, nobody_state
from .split import split_owners
from .tables import read_leads_table

__all__ = [
    "Mention",
    "OwnerCell",
    "Register",
    "abbreviates",
    "announces",
    "initials_fit",
    "is_initials",
    "is_owner_in_small_letters",
    "is_post_code",
    "name_initials",
    "name_words",
    "nobody_state",
    "owner_score",
    "read_leads_lines",
    "read_leads_table",
    "reference_in",
    "split_owners",
]

"""How well plansift reads plans whose right answers are known.

`compare` holds one plan against its gold; `run` walks a folder and sums up.
"""

from .compare import compare
from .result import Comparison, Difference
from .run import Evaluation, Measured, evaluate_folder
from .score import Count

__all__ = [
    "Comparison",
    "Count",
    "Difference",
    "Evaluation",
    "Measured",
    "compare",
    "evaluate_folder",
]

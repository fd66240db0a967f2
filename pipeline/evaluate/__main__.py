"""`python -m pipeline.evaluate FOLDER`: the command without plansift's door."""

import typer

from .command import evaluate

if __name__ == "__main__":
    typer.run(evaluate)

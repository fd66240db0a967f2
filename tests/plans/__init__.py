"""Our own plans: documents and their gold, both made from the same data.

`python -m tests.plans.build` builds all of them into `samples/own`.
"""

"""A check's outcome as text: for people, for trackers of code, for pipelines."""

"""Drafts checked: the rules with the house's configuration, its baseline, and ways to show it."""

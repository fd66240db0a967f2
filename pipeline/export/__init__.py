"""Plans for the tools that people keep them in: sheets, calendars, databases, wikis, terminals."""

"""The ways out: JSON, its schema, the report, and a few lines for the terminal."""

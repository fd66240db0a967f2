"""How long things take; nothing here passes or fails."""

"""Pages that are pictures, read by eye: the extra `plansift[ocr]`."""

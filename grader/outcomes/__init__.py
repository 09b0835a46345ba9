"""What a check finds (`outcome`), and what of it is stored as result.json (`result`)."""

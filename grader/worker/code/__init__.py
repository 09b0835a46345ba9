"""A student's code: read, loaded, described, and what it raises turned into data."""

"""What was handed in: which files count for which exercise, read with care and taken apart no further than needed."""

"""The course author's side: a new exercise, a course against itself, mutants of its solutions."""

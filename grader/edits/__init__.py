"""Small changes to source: one set for mutants of a solution, and for repairs of a student's file."""

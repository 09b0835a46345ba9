"""What a student does alone: submit, watch, init, list, hint, and check() in a notebook."""

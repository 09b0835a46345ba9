"""The gradebook for other systems: one module a format, each with `write(book, course, out, ...)`.

out: a file, or None for stdout. What the person at the command line should know is returned as lines of text. An
exercise or student without a score leaves an empty cell: no export turns what is missing into a zero.
"""

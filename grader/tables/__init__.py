"""Tables in which people decide: extensions, what they grade. Read with care: a row that cannot be meant is named, and
then nothing of the table is taken.

`reading` gets the rows and who they are of, the others say what a row decides. Nothing here writes to the gradebook.
"""

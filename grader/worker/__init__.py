"""The untrusted side: what runs inside the sandbox beside a student's code.

Nothing here imports the rest of the package or knows an expected value. The folder is mounted alone into the
sandbox; the trusted process imports `wire` (the messages) and `serve` (to answer calls to its own solutions).
"""

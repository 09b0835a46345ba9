"""With a number on the left your class is not asked at all: for 2 + a Python looks for `__radd__`. Python's sum()
begins with 0 + the first one, so it needs that too."""

kind = "crash"


class Value(Value):
    __radd__ = None

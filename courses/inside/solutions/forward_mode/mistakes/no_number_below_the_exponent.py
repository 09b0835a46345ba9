"""2 ** a fails: with a number on the left Python asks a for `__rpow__`. The derivative of k ** a is k ** a ·
log(k)."""

kind = "crash"


class Dual(Dual):
    __rpow__ = None

"""What checks use where the answer is: torch itself, and whether two objects are one."""

import torch


def library():
    return torch


def same():
    return lambda a, b: a is b

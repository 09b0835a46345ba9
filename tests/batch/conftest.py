"""The class of four, and `grade batch` as a program."""

from __future__ import annotations

from small_class import batch, small_class

__all__ = ["batch", "small_class"]

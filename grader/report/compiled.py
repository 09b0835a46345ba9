"""Templates compiled once: compiling those of one page takes a hundred times as long as filling them in."""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from grader._version import __version__


class CompiledTemplates(FileSystemBytecodeCache):
    """Kept where Python keeps compiled modules, in `__pycache__` beside what they are compiled from: whoever can write
    there can write grader itself. As with modules, one of another text is not used, and nothing depends on them."""

    def __init__(self, templates: Path) -> None:
        super().__init__(str(templates / "__pycache__"))

    def get_source_checksum(self, source: str) -> str:
        """Of our version too: what our filters make of constants is compiled in."""
        return super().get_source_checksum(f"{__version__}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever is wrong with the file, the template is there
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        try:
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError:  # as in an installation of root's
            pass

"""Files into a zip, or into a folder that is new or empty."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.errors import UsageError, reason
from grader.files import write_atomically

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Every file's time in an archive: the same course gives the same bytes."""


def write(files: Mapping[str, bytes], out: Path, programs: tuple[str, ...] = ()) -> None:
    """`files` as a .zip, or in a folder that is new or empty. programs: those that can be run. Raises UsageError."""
    try:
        if out.suffix == ".zip":
            out.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(out, archive(files, programs))
        else:
            _write_folder(files, out, programs)
    except OSError as error:
        raise UsageError("--out {out}: {reason}", out=out, reason=reason(error)) from None


def _write_folder(files: Mapping[str, bytes], out: Path, programs: tuple[str, ...]) -> None:
    if out.is_dir() and any(out.iterdir()):
        raise UsageError("--out {out}: the folder is not empty; name a new folder, or a file.zip", out=out)
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
        if name in programs:
            path.chmod(0o755)


def archive(files: Mapping[str, bytes], programs: tuple[str, ...] = ()) -> bytes:
    """A zip of them; the same files give the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name in programs else 0o100644) << 16
            packed.writestr(entry, content)
    return data.getvalue()

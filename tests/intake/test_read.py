"""Whatever lies in the class's folder: it is read, reported or refused, and never a crash."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.intake import read_class
from grader.intake.layouts import LAYOUTS
from grader.intake.names import folded
from grader.submission.collect import collect_files

IDS = ["mse_gradient", "vjp"]
METADATA = b"submission_1:\n  :submitters:\n  - :name: Ann\n    :sid: '7'\n  :created_at: 2026-01-01 00:00:00 Z\n"
ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as archive:
    archive.writestr("hw/vjp.py", "")

WORD = st.sampled_from(
    ["ann", "Ann", "ann lee", "\u00e9", "e\u0301", "gradebook.csv", "hw-ann", "CON", "a\nb", ".git", "\udcff"]
)
WHO = WORD | st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=9)
NUMBER = st.sampled_from(["7", "12", "007", "\u0663"])
FILE = st.sampled_from(
    ["vjp.py", "vjp-1.py", "vjp.ipynb", "mse_gradient.py", "hw.zip", "x.tar", "x.rar", "notes.txt", "src/vjp.py"]
)
FLAT = FILE.map(lambda name: name.replace("/", "_"))


def joined(*parts):
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map("".join)


FORMS = {
    "folders": joined(WHO, "/", FILE) | joined(WHO, ".zip") | joined("hw-", WHO, "/", FILE),
    "canvas": joined(WHO, st.sampled_from(["", "_LATE"]), "_", NUMBER, "_", NUMBER, "_", FLAT)
    | joined("anon_", NUMBER, "_", NUMBER, "_", FLAT)
    | joined(WHO, "_", NUMBER, "_text.html"),
    "moodle": joined(WHO, "_", NUMBER, "_assignsubmission_file", st.sampled_from(["", "_"]), "/", FILE)
    | joined(WHO, "_", NUMBER, "_assignsubmission_file_", FLAT)
    | joined("Participant_", NUMBER, "_assignsubmission_onlinetext/onlinetext.html"),
    "gradescope": joined("submission_", NUMBER, "/", FILE)
    | st.sampled_from(["submission_metadata.yml", "submission_1/vjp.py"]),
}
DATA = st.sampled_from([b"", b"x = 1", ZIP.getvalue(), METADATA]) | st.binary(max_size=20)


def trees():
    """Mostly of one form, with a little of the others."""
    ours = st.sampled_from(sorted(FORMS)).flatmap(
        lambda form: st.dictionaries(FORMS[form], DATA, min_size=1, max_size=5)
    )
    return st.builds(
        lambda some, more: more | some, ours, st.dictionaries(st.one_of(*FORMS.values()), DATA, max_size=1)
    )


ROSTER = st.none() | st.lists(joined(WHO, ",", NUMBER), min_size=1, max_size=4).map(
    lambda rows: "name,sid\n" + "\n".join(rows)
)


def build(root, tree) -> None:
    for name, data in tree.items():
        path = root / name
        if root in path.resolve().parents:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            except OSError:
                continue  # a file where a folder should be, a name that is too long


@settings(max_examples=150, deadline=None)
@given(trees(), ROSTER, st.none() | st.sampled_from(sorted(LAYOUTS)))
def test_any_folder_is_read_or_refused_in_one_line(tree, roster, layout) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root, work, people = (Path(scratch) / name for name in ("class", "work", "roster.csv"))
        root.mkdir()
        work.mkdir()
        build(root, tree)
        if roster is not None:
            people.write_bytes(roster.encode("utf-8", "surrogateescape"))
        try:
            found = read_class(root, layout=layout, roster=people if roster is not None else None, work=work, ids=IDS)
        except UsageError as error:
            assert "\n" not in str(error)
            return
        keys = [student.key for student in (*(each.student for each in found.hand_ins), *found.absent)]
        assert len({folded(key) for key in keys}) == len(keys)
        assert not any(
            "\n" in line for line in (*found.problems, *(note for each in found.hand_ins for note in each.notes))
        )
        for each in found.hand_ins:
            assert all(path.is_file() and not path.is_symlink() for path in each.files.values())
            collect_files(each.files, IDS)

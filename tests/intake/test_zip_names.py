"""Names in zips from machines that do not write UTF-8."""

from __future__ import annotations

import zipfile

import pytest
from intake_views import names

CLASSES = {
    "cp949": ["김민수", "이서연"],
    "cp932": ["山田太郎", "佐藤花子"],
    "gb18030": ["王小明", "李丽"],
    "big5": ["陳怡君", "林志豪"],
    "cp866": ["Иванов Пётр", "Смирнова Анна"],
    "cp850": ["Jörg Müller", "Zoë Õun"],
    "cp437": ["Jörg Müller", "José Núñez"],
}


@pytest.fixture
def legacy(tmp_path):
    """legacy(names, encoding) -> a zip whose names are in that encoding, without the flag for UTF-8."""

    def pack(tree, encoding):
        path = tmp_path / "class.zip"
        placeholders = {f"{'#' * len(name.encode(encoding))}{number:03}": name for number, name in enumerate(tree)}
        with zipfile.ZipFile(path, "w") as archive:
            for placeholder in placeholders:
                archive.writestr(f"{placeholder}/vjp.py", "x = 1")
        data = path.read_bytes()
        for placeholder, name in placeholders.items():
            data = data.replace(placeholder.encode(), name.encode(encoding) + b"   ")
        path.write_bytes(data)
        return path

    return pack


@pytest.mark.parametrize("encoding", CLASSES)
def test_the_roster_tells_the_encoding(legacy, read, encoding) -> None:
    found = read(legacy(CLASSES[encoding], encoding), roster="name,sid\n" + "".join(
        f"{name},{number}\n" for number, name in enumerate([*CLASSES[encoding], "Zoe Last"])
    ))  # fmt: skip
    assert {each.student.name for each in found.hand_ins} == set(CLASSES[encoding])
    assert [each.name for each in found.absent] == ["Zoe Last"]
    (told,) = found.problems
    assert "they were read as" in told


@pytest.mark.parametrize("encoding", ["cp949", "cp932", "gb18030", "big5", "cp866"])
def test_without_a_roster_the_language_does(legacy, read, encoding) -> None:
    found = read(legacy(CLASSES[encoding], encoding))
    assert {each.student.name for each in found.hand_ins} == set(CLASSES[encoding])
    (told,) = found.problems
    assert f"read as {encoding.upper()} (" in told


def test_what_fits_nothing_is_told_as_garbled(legacy, read) -> None:
    found = read(legacy(["\xf7\xb0\xb1", "\xf7\xb1\xb0"], "latin-1"))
    assert len(names(found)) == 2
    assert "are garbled" in found.problems[0]


def test_names_that_say_they_are_utf_8_need_no_word(packed, read) -> None:
    found = read(packed({"김민수/vjp.py": "", "이서연/vjp.py": ""}))
    assert (set(names(found)), found.problems) == ({"김민수", "이서연"}, [])

"""Class lists in other encodings than UTF-8."""

from __future__ import annotations

import pytest

from grader.intake.encodings import guessed

CLASSES = {
    "cp949": ("학번,이름,이메일", "sid,name,email", "1,김민수,k@x\n2,이서연,l@x\n"),
    "cp932": ("学籍番号,氏名,メールアドレス", "sid,name,email", "1,山田 太郎,y@x\n2,佐藤 花子,s@x\n"),
    "gb18030": ("学号,姓名,邮箱", "sid,name,email", "1,王小明,w@x\n2,李丽,l@x\n"),
    "big5": ("學號,姓名,電子郵件", "sid,name,email", "1,陳怡君,c@x\n2,林志豪,l@x\n"),
    "cp1252": ("Matrikelnummer;Prénom;Nachname", "sid;first name;last name", "1;Jörg;Müller\n2;Anaïs;Weiß\n"),
    "cp1251": ("номер студенческого билета;фио", "sid;name", "1;Иванов Пётр\n2;Смирнова Анна\n"),
}


@pytest.mark.parametrize("encoding", CLASSES)
@pytest.mark.parametrize("headers", [0, 1], ids=["headers of the language", "English headers"])
def test_the_encoding_is_found_by_the_text_and_told(people, encoding, headers) -> None:
    text = f"{CLASSES[encoding][headers]}\n{CLASSES[encoding][2]}"
    found, (problem,) = people(text.encode(encoding))
    assert (found, []) == people(text)
    assert problem.startswith(f"roster.csv: not UTF-8, so it was read as {encoding.upper()} (")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("parts", CLASSES.values())
def test_unicode_needs_no_guess(people, encoding, parts) -> None:
    text = f"{parts[0]}\n{parts[2]}"
    assert people(text.encode(encoding)) == people(text)
    assert people(text)[1] == []


def test_what_no_language_has_is_not_guessed() -> None:
    assert guessed(bytes(range(0x80, 0x100))) == ""

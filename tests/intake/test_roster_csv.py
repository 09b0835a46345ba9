"""Class lists from several systems."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.intake.names import plain, spellings
from grader.intake.roster_csv import read


@pytest.mark.parametrize(
    ("text", "name", "ids", "extra"),
    [
        ("Name,Email\nAnn Lee,a@x\n", "Ann Lee", {"email": "a@x"}, {}),
        ("\ufeffTutor;Last name;First name;Matrikelnummer\nT;Lee;Ann;007\n", "Ann Lee", {"sid": "007"}, {"Tutor": "T"}),
        ('student_id\tstudent\tgroup\n5\t"Lee, Ann"\tred\n', "Lee, Ann", {"sid": "5"}, {"group": "red"}),
        (
            "Student,ID,SIS User ID,SIS Login ID,Section\nA,12,S1,al,One\n",
            "A",
            {"canvas": "12", "sid": "S1", "login": "al"},
            {"Section": "One"},
        ),
        (
            "username,first_name,last_name,email,section,github_id,mine\nal,A,L,e@x,,9,z\n",
            "A L",
            {"github": "al", "email": "e@x"},
            {"section": "", "github_id": "9", "mine": "z"},
        ),
        (
            "identifier,github_username,github_id,name\ns1,al,9,Ann\n",
            "Ann",
            {"sid": "s1", "github": "al"},
            {"github_id": "9"},
        ),
        ("Identifier,Full name,ID number\nParticipant 55,Ann,7\n", "Ann", {"moodle": "55", "sid": "7"}, {}),
        (
            "First Name,Last Name,SID,Email,Sections\nAnn,Lee,01,a@x,\n",
            "Ann Lee",
            {"sid": "01", "email": "a@x"},
            {"Sections": ""},
        ),
        ("Login\nal\n", "", {"login": "al"}, {}),
    ],
)
def test_the_usual_headers_are_understood(people, text, name, ids, extra) -> None:
    assert people(text) == ([(name, dict(ids), extra)], [])


def test_latin_1_is_read_with_a_note_and_utf_16_as_it_is(people) -> None:
    found, problems = people("Name\nJörg\n".encode("latin-1"))
    assert found[0][0] == "Jörg"
    assert "not UTF-8" in problems[0]
    assert people("Name\tEmail\nJörg\tj@x\n".encode("utf-16")) == ([("Jörg", {"email": "j@x"}, {})], [])


def test_duplicates_are_reported_and_the_first_counts(people) -> None:
    found, problems = people("name,sid\nAnn,1\nBo,1\nann,\nCy,3\n")
    assert [name for name, _, _ in found] == ["Ann", "Cy"]
    assert problems == [
        "roster.csv: Bo: sid 1 also belongs to Ann; the first one counts",
        "roster.csv: ann: is there twice; the first row counts",
    ]


def test_two_people_of_one_name_are_both_kept_where_an_id_tells_them_apart(people) -> None:
    found, problems = people("name,sid\nAnn,1\nAnn,2\n")
    assert [ids for _, ids, _ in found] == [{"sid": "1"}, {"sid": "2"}]
    assert problems == ["roster.csv: Ann: two people have this name; only their ids tell them apart"]


def test_short_long_and_empty_lines_do_no_harm(people) -> None:
    found, _ = people("name,sid,x\n\nAnn\n,,\nBo,2,3,4,5\n")
    assert found == [("Ann", {}, {}), ("Bo", {"sid": "2"}, {"x": "3"})]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("name\n", "nobody"),
        ("a,b\n1,2\n", "add a line of headers"),
        ("name\n" + "x" * 200_000, "it cannot be read as CSV"),
        (b"\x00\xff\x00", "add a line of headers"),
    ],
)
def test_what_is_not_a_roster_is_refused_in_one_line(people, text, words) -> None:
    with pytest.raises(UsageError, match=words) as error:
        people(text)
    assert "\n" not in str(error.value)


@given(text=st.binary(max_size=200) | st.text(alphabet='name,sidem;\t\n"1 Ab', max_size=200).map(str.encode))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_roster_or_refused(people, text) -> None:
    try:
        found, _ = people(text)
    except UsageError as error:
        assert "\n" not in str(error)
    else:
        assert found


def test_a_roster_beyond_measure_is_refused(people, monkeypatch) -> None:
    monkeypatch.setattr("grader.intake.roster_csv.MAX_ROSTER", 10)
    with pytest.raises(UsageError, match="14 bytes; a roster may have 10"):
        people("name\nAda\nBo\nCy")


def test_a_roster_that_is_not_there(tmp_path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read(tmp_path / "none.csv", [])


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=1, max_size=4))
def test_a_name_is_found_however_it_is_turned(words) -> None:
    for i in range(len(words)):
        turned = words[i:] + words[:i]
        assert plain(" ".join(turned)) in spellings(" ".join(words))
        assert plain(turned[0] + ", " + " ".join(turned[1:])) in spellings(" ".join(words))


@pytest.mark.parametrize("magic", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_spreadsheet_file_should_be_saved_as_csv(people, magic) -> None:
    with pytest.raises(UsageError, match="this is a spreadsheet file; save it as CSV"):
        people(magic + b"\x14\x00\x06\x00 xl/workbook.xml")


def test_a_download_of_the_class_is_not_a_spreadsheet(people, packed) -> None:
    with pytest.raises(UsageError, match="this is a zip archive; name a CSV file"):
        people(packed({"ann_1_2_vjp.py": ""}).read_bytes())


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_quotation_mark_that_is_not_closed_swallows_no_student(people, end) -> None:
    with pytest.raises(UsageError, match="quotation mark in line 3 or later is not closed"):
        people(f'name,sid\nAnn,1\n"Bo,2\nCy,3{end}')


def test_a_name_over_several_lines_is_a_problem(people) -> None:
    found, problems = people('name,sid\n"Ann,1\n"Bo",2\nCy,3\n')
    assert len(found) == 2
    assert "this cell has several lines; is a quotation mark missing?" in problems[0]
    assert people('name,comment\nAnn,"two\nlines"\n')[1] == []

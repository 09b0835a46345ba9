"""`--late-times CSV`: when somebody handed in, or how late, from any system that can say so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from grader.errors import UsageError
from grader.intake import roster_csv, written_times
from grader.intake.class_input import ClassInput, RawSubmission, StudentSubmission
from grader.intake.names import bare, clean
from grader.intake.roster import Roster
from grader.message import say
from grader.people import Problem

_TIMES = frozenset(map(bare, (
    "submitted at", "submission time", "submitted", "handed in at", "last modified (submission)", "time", "timestamp",
    "제출 시각", "제출 시간", "제출 일시", "提交时间", "提出日時", "Abgabezeit", "heure de remise", "hora de entrega",
)))  # fmt: skip
_MODIFIED = (
    *("last modified", "zuletzt geändert", "letzte Änderung", "última modificación", "dernière modification"),
    *("ultima modifica", "última modificação", "última alteração", "laatst gewijzigd", "последнее изменение"),
    *(
        "ostatnia modyfikacja",
        "최종 수정",
        "마지막 수정",
        "마지막으로 수정",
        "최근 수정",
        "最終更新",
        "最后修改",
        "最後修改",
    ),
)
_OF_SUBMISSION = (
    *("submission", "Abgabe", "entrega", "envío", "envio", "remise", "remis", "dépôt", "consegna", "inzending"),
    *("ответ", "zadani", "제출", "提出", "提交", "繳交"),
)
"""Moodle's column in the worksheet, “Last modified (submission)”, begins with one and holds another."""
_LATE = frozenset(map(bare, ("late", "지각", "lateness", "lateness (H:M:S)", "verspätet", "en retard")))
_YES = frozenset({"yes", "y", "true", "late", "1", "x", "예", "지각"})
_NO = frozenset({"no", "n", "false", "0", "ontime", "000000", "", "아니요"})


def read(path: Path, handed_in: ClassInput, zone: tzinfo | None = None) -> ClassInput:
    """The class with what the table says of each. A time needs a zone, as in 2026-12-01T23:59:00+01:00, or is UTC; one
    in words, as Moodle writes it in each language, is in `zone`, else UTC.

    Raises UsageError for a table without people or times, and for a time that cannot be read.
    """
    problems: list[str] = []
    table = roster_csv.read(path, problems)
    if not any(
        _tells_time(bare(header)) or bare(header) in _LATE for person in table.people for header in person.extra
    ):
        raise UsageError(
            "{path}: no column is called 'submitted at' or 'late'; add one, with times such as "
            "2026-12-01T23:59:00+01:00, or with yes and no",
            path=path,
        )
    told = {index: _of(path, person.name, person.extra, zone) for index, person in enumerate(table.people)}
    places = [_index(each, table) for each in handed_in.hand_ins]
    both = list(zip(handed_in.hand_ins, places, strict=True))
    hand_ins = [each if index is None else _with(each, told[index]) for each, index in both]
    unnamed = [each.student.key for each, index in both if index is None]
    lines = [Problem(line, "roster") for line in problems]
    if unnamed:
        some = ", ".join(unnamed[:10]) + (f", … ({len(unnamed)})" if unnamed[10:] else "")
        line = say("{file} has no time for these students: {students}", file=path.name, students=clean(some))
        lines.append(Problem(line, "roster"))
    return replace(handed_in, hand_ins=hand_ins, problems=[*handed_in.problems, *lines])


def _index(each: StudentSubmission, table: Roster) -> int | None:
    student = each.student
    found = table.match(RawSubmission(student.key, student.name, student.ids))
    return table.match(RawSubmission(student.key, student.key)) if found is None else found


def _with(each: StudentSubmission, told: tuple[datetime | None, bool | None]) -> StudentSubmission:
    at, late = told
    if at is None:
        return each if late is None else replace(each, late=late)
    return replace(each, submitted_at=at, late=late, told=True)


def _tells_time(header: str) -> bool:
    """header: as `bare` leaves it."""
    moodles = header.startswith(tuple(map(bare, _MODIFIED))) and any(bare(word) in header for word in _OF_SUBMISSION)
    return header in _TIMES or moodles


def _of(path: Path, name: str, cells: dict[str, str], zone: tzinfo | None) -> tuple[datetime | None, bool | None]:
    by_header = {bare(header): value for header, value in cells.items()}
    at = next((_time(path, name, value, zone) for header, value in by_header.items() if _tells_time(header)), None)
    late = next((_late(path, name, value) for header, value in by_header.items() if header in _LATE), None)
    return at, late


def _time(path: Path, name: str, text: str, zone: tzinfo | None) -> datetime | None:
    if text.strip() in ("", "-"):
        return None
    if written := written_times.read(text):
        return written.replace(tzinfo=zone or UTC).astimezone(UTC)
    try:
        time = datetime.fromisoformat(re.sub(r"\s+(?=Z|UTC|[+-])", "", text.strip()).replace("UTC", "Z"))
    except ValueError:
        raise UsageError(
            "{path}: {name}: {text} is not a time; write it as 2026-12-01T23:59:00+01:00",
            path=path,
            name=clean(name, 60),
            text=repr(clean(text, 60)),
        ) from None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _late(path: Path, name: str, text: str) -> bool:
    word = bare(text)
    if word in _YES or re.fullmatch(r"\d+:\d+:\d+", text.strip()):
        return word in _YES or bool(word.strip("0"))
    if word in _NO:
        return False
    raise UsageError(
        "{path}: {name}: {text} is neither yes nor no; write yes or no",
        path=path,
        name=clean(name, 60),
        text=repr(clean(text, 60)),
    )

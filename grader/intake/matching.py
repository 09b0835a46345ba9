"""Who each hand-in belongs to, which of several counts, and what each student's folder is called."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict

from grader.intake.class_input import ClassInput, RawSubmission, StudentSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import utc
from grader.intake.names import base_key, clean, folded, unique_keys
from grader.intake.remedies import remedy
from grader.intake.roster import Roster
from grader.message import listed, on_one_line, say
from grader.people import Student
from grader.submission.homework import Homework
from grader.submission.naming import exercise_of, is_exact, meant, ranked
from grader.submission.notebook import MAX_NOTEBOOK
from grader.submission.reading import MAX_FILE, too_large

NAMESAKES = 5
"""People of one name whose ids are listed."""
ASKED = 100
"""Files of one student whose names are compared with those of the exercises."""
SHOWN = 10
"""Files that are named in one line."""


class Matching:
    """What was found becomes hand-ins: joined to the roster, one for each student, with a key for each."""

    def __init__(self, reader: ClassReader, people: Roster | None) -> None:
        self.reader, self.roster = reader, people
        self.people = people.people if people else []
        self.taken: dict[str, list[str]] = defaultdict(list)
        self.unclear: set[int] = set()
        self.work = reader.work
        self._ranked: dict[int, dict[str, list[str]]] = {}

    def run(self, layout: str, found: list[RawSubmission]) -> ClassInput:
        found.sort(key=lambda each: (folded(each.label), each.label))
        matched, others = self._match(found, layout)
        if self.roster:
            others = [each for each in others if each.disputed or self._is_wanted(each, self.roster, layout)]
        best = {index: self._newest(several) for index, several in matched.items()}
        strangers = [self._newest(several) for several in _by_identity(others)]
        self._tell_of_case(strangers)
        keys = unique_keys(
            [base_key(person.name, person.ids) for person in self.people]
            + [base_key(each.name, each.ids) for each in strangers]
        )
        students = [self._student(index, keys[index], best.get(index)) for index in range(len(self.people))]
        hand_ins = [self._hand_in(students[index], each) for index, each in best.items()]
        for key, each in zip(keys[len(students) :], strangers, strict=True):
            hand_ins.append(self._hand_in(Student(key, each.name, each.ids), each))
        self._tell_what_was_taken()
        without = [(student, index in self.unclear) for index, student in enumerate(students) if index not in best]
        without.sort(key=lambda each: each[0].key)
        hand_ins.sort(key=lambda each: each.student.key)
        absent, unclear = ([student for student, asked in without if asked is one] for one in (False, True))
        return ClassInput(layout, hand_ins, absent, self.reader.problems, unclear)

    def _match(
        self, found: list[RawSubmission], layout: str
    ) -> tuple[dict[int, list[RawSubmission]], list[RawSubmission]]:
        """By the roster's line, and those that are on none."""
        matched: dict[int, list[RawSubmission]] = defaultdict(list)
        others: list[RawSubmission] = []
        for each in found:
            index = self.roster.match(each) if self.roster and not each.disputed else None
            if index is None and self.roster and not each.disputed:
                self._ask_whose(each, self.roster.namesakes(each), layout)
                self._ask_about_zeros(each, self.roster)
            (others if index is None else matched[index]).append(each)
        for index, several in list(matched.items()):
            if not all(_may_be_one(several[0], each) for each in several):
                names = ", ".join(each.label for each in several)
                line = say(
                    "is in the roster once, but {names} all fit, so none was chosen: {remedy}",
                    names=names,
                    remedy=remedy(layout, self.people[index]),
                )
                self.reader.tell_of(self.people[index].name, line, "roster")
                self.unclear.add(index)
                others += matched.pop(index)
                for each in several:
                    each.disputed = True
        return matched, others

    def _ask_whose(self, each: RawSubmission, namesakes: list[int], layout: str) -> None:
        if namesakes:
            people = [self.people[index] for index in namesakes]
            known = (next(iter(person.ids.values()), person.name) for person in people[:NAMESAKES])
            line = say(
                "{n} people in the roster have this name ({people}): whose is it? It is graded apart "
                "from theirs: {remedy}",
                n=len(people),
                people=clean(", ".join(known)),
                remedy=remedy(layout, people[0]),
            )
            self.reader.tell_of(each.label, line, "roster")
            self.unclear.update(namesakes)
            each.disputed = True

    def _ask_about_zeros(self, each: RawSubmission, roster: Roster) -> None:
        if not each.disputed and (found := roster.but_for_zeros(each)):
            index, theirs, number = found
            line = say(
                "the roster has the id {id} ({name}): is it {number}, changed by a spreadsheet? It is graded apart "
                "from theirs: format the roster's column as text and write {number}, or rename the folder",
                id=theirs,
                name=clean(self.people[index].name or theirs),
                number=number,
            )
            self.reader.tell_of(each.label, line, "roster")
            self.unclear.add(index)
            each.disputed = True

    def _tell_of_case(self, strangers: list[RawSubmission]) -> None:
        by_name: dict[str, list[str]] = defaultdict(list)
        for each in strangers:
            if not each.ids:
                by_name[folded(each.name)].append(each.label)
        for labels in by_name.values():
            if labels[1:]:
                names = functools.reduce(lambda one, other: say("{one} and {other}", one=one, other=other), labels)
                line = say(
                    "{names} differ only in upper and lower case: they were graded as different students", names=names
                )
                self.reader.tell(line, "roster")

    def _is_wanted(self, each: RawSubmission, roster: Roster, layout: str) -> bool:
        """Who is not in the roster counts if there is anything to grade, or if it was an LMS that named them."""
        if layout == "folders" and not self.reader.holds_exercises(each.files):
            line = say("not in the roster, and without a file for an exercise, so it was left out")
            self.reader.tell_of(each.label, line, "roster")
            return False
        line = say("handed in, but is not in the roster")
        if owner := roster.owner(each):
            line = say(
                "handed in, but is not in the roster; {number} is {owner}'s number there: if they are one person, "
                "correct the roster",
                number=each.ids["moodle"],
                owner=owner,
            )
        self.reader.tell_of(each.label, line, "roster")
        return True

    def _newest(self, several: list[RawSubmission]) -> RawSubmission:
        """The one that counts of what one student handed in."""
        if len(several) == 1:
            return several[0]
        best = max(several, key=lambda each: (self._counting(each) is not None, self._time(each), each.label))
        for each in several:
            if each is not best:
                line = say("{name} is an older submission of the same student and was not graded", name=each.label)
                best.notes.append(line)
                self.reader.tell_of(best.label, line, "roster")
        return best

    def _counting(self, each: RawSubmission) -> float | None:
        """When the newest of the files that count was written; None where there is none."""
        return max((each.files[name].modified for name in self._best(each)), default=None)

    def _best(self, each: RawSubmission) -> list[str]:
        return [names[0] for names in self._of_exercises(each).values()]

    def _of_exercises(self, each: RawSubmission) -> dict[str, list[str]]:
        """exercise -> the names that could be its file, the one that counts first."""
        if id(each) not in self._ranked:  # all of them stay until the end
            self._ranked[id(each)] = ranked(each.files, self.reader.exercises, lambda name: each.files[name].modified)
        return self._ranked[id(each)]

    def _tell_of_large(self, each: RawSubmission) -> None:
        """They are failed unread, which the instructor may have something to say to."""
        for name in self._best(each):
            limit = MAX_NOTEBOOK if name.lower().endswith(".ipynb") else MAX_FILE
            if (size := each.files[name].size) > limit:
                why = too_large(name, size, limit)
                line = say("{file} is too large, so it fails: {reason}", file=clean(name), reason=why)
                self.reader.tell_of(each.label, line, "unread")

    def _time(self, each: RawSubmission) -> float:
        return each.submitted_at.timestamp() if each.submitted_at else self._counting(each) or 0.0

    def _student(self, index: int, key: str, found: RawSubmission | None) -> Student:
        person = self.people[index]
        ids = {**(found.ids if found else {}), **person.ids}
        return Student(key, person.name or (found.name if found else key), ids, person.extra, person.section)

    def _hand_in(self, student: Student, each: RawSubmission) -> StudentSubmission:
        counting = self._counting(each)
        self._tell_of_large(each)
        self._tell_of_newer(each)
        for name in self._best(each):
            if (exercise := exercise_of(name, self.reader.exercises)) and not is_exact(name, exercise):
                self.taken[exercise].append(f"{clean(each.label)}/{clean(name)}")
        unnamed = self.reader.unnamed(each.files)
        self._tell_what_is_inside(each, unnamed)
        asked = self._ask_about_names(each, unnamed) or unnamed.questions or unnamed.sources
        if counting is None and not asked:
            names = clean(", ".join(list(each.files)[:5])) or on_one_line(listed(each.notes, "; "), 200)
            line = say(
                "there is no file for an exercise in what was handed in ({names})", names=names or say("no files")
            )
            self.reader.tell_of(each.label, line)
        if counting is None:
            counting = max((each.files[name].modified for name in unnamed.names.values()), default=None)
        is_told = counting is not None and not self._is_packed(each, unnamed)
        submitted_at = each.submitted_at or (utc(counting) if counting is not None and is_told else None)
        files = {name: file.path for name, file in each.files.items()}
        why = {name: self.reader.damaged.get(path) for name, path in files.items()} if self.reader.damaged else {}
        return StudentSubmission(
            student,
            files,
            submitted_at,
            each.late,
            tuple(each.notes),
            told=each.submitted_at is not None,
            damaged={name: reason for name, reason in why.items() if reason},
            unmatched=base_key(each.name, each.ids),
        )

    def _tell_of_newer(self, each: RawSubmission) -> None:
        """Which of several files counts goes by their names first, which may not be what the student means."""
        for name, *others in self._of_exercises(each).values():
            beside = (other for other in others if other.count("/") == name.count("/"))
            newer = [other for other in beside if each.files[other].modified > each.files[name].modified]
            if newer:
                line = say("{name} was graded, though {other} is newer", name=clean(name), other=clean(newer[0]))
                self.reader.tell_of(clean(each.label), line)

    def _tell_what_was_taken(self) -> None:
        """Files that have another name than their exercise's, a line for each exercise."""
        for exercise, names in sorted(self.taken.items()):
            some = ", ".join(names[:SHOWN]) + (f", … ({len(names)})" if names[SHOWN:] else "")
            self.reader.tell(
                say("read as {exercise}.py because of their names: {names}", exercise=exercise, names=some)
            )

    def _is_packed(self, each: RawSubmission, unnamed: Homework) -> bool:
        """Whether what counts came in an archive: its time stamps are of anybody's clock, in no time zone."""
        names = {*self._best(each), *unnamed.names.values()}
        return any(each.files[name].path.is_relative_to(self.work) for name in names)

    def _tell_what_is_inside(self, each: RawSubmission, unnamed: Homework) -> None:
        for name in dict.fromkeys(unnamed.names.values()):
            exercises = ", ".join(exercise for exercise, file in unnamed.names.items() if file == name)
            line = say("{file} was graded as {exercise}, by what is in it", file=clean(name), exercise=exercises)
            self.reader.tell_of(clean(each.label), line)
        for question in unnamed.questions:
            self.reader.tell_of(clean(each.label), question, "name")

    def _ask_about_names(self, each: RawSubmission, unnamed: Homework) -> bool:
        """About files whose name is nearly that of an exercise that has none; whether there were any."""
        there = {exercise_of(name, self.reader.exercises) for name in each.files} | unnamed.sources.keys()
        missing, asked = self.reader.exercises - there, False
        for name in itertools.islice(each.files, ASKED):
            if missing and exercise_of(name, self.reader.exercises) is None and (exercise := meant(name, missing)):
                line = say(
                    "{file} was not graded: is it meant to be {exercise}.py?", file=clean(name), exercise=exercise
                )
                self.reader.tell_of(each.label, line, "name")
                asked = True
        return asked


def _may_be_one(one: RawSubmission, other: RawSubmission) -> bool:
    """Not so where their ids differ or, without any, the case of their names: whose is whose nobody can tell then."""
    if one.ids or other.ids:
        return all(other.ids.get(kind, value) == value for kind, value in one.ids.items())
    return one.name == other.name or folded(one.name) != folded(other.name)


def _by_identity(found: list[RawSubmission]) -> list[list[RawSubmission]]:
    """Those of one student together: one id, or where there is none one name, to the letter."""
    groups: dict[tuple[str, str], list[RawSubmission]] = defaultdict(list)
    for each in found:
        kind, value = next(iter(each.ids.items()), ("name", each.name))
        groups[kind, folded(value) if each.ids else value].append(each)
    return list(groups.values())

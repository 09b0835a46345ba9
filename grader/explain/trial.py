"""Whether changed arguments explain an answer: the reference, asked with them, answers as the student does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from grader.checks.readings import SAME
from grader.courses.spec import Check
from grader.message import Message, listed, say
from grader.outcomes.outcome import Kind

from .change import ChangedArguments, applied
from .examined import Examined, Replay, places_that_differ
from .fingerprint import Answer, Place, some_in
from .known_relations import Pair, Relation
from .relations import ENOUGH, one_factor
from .results_in_words import called
from .tape import Asking, Question
from .values import samples_in

SHOWN = 4
"""Results that are named in a sentence."""


@dataclass
class Fit:
    """How a change explains the answers. results: those that are wrong. others: results that the change alone does not
    explain: beside it, they are a multiple. whole: the results that are right come out right too. partly: results that
    stand beside wrong ones in a tuple are right."""

    whole: bool
    results: Sequence[Place]
    others: dict[Place, Relation] = field(default_factory=dict)
    partly: bool = False

    @property
    def rank(self) -> int:
        """The lower the better."""
        return 2 if self.others else 0 if self.whole else 1

    def kind(self, change: ChangedArguments) -> Kind | None:
        """A result that has not moved is not what should have come back; a parameter that has not, may have many
        causes."""
        if change.kind != "missing_update" or self.whole or self.partly:
            return change.kind
        return None if any(place[0].startswith("its ") for place in self.results) else "wrong_return"

    def words(self, change: ChangedArguments, asking: Asking) -> Message:
        if self.others:
            said = [
                Message(known.words.template, {**known.words.values, "what": called(place, asking.readers)})
                for place, known in self.others.items()
            ]
            return say("{cause} Beside that: {more}", cause=change.words, more=listed(said, " "))
        if self.whole:
            return change.words
        names = (called(place, asking.readers) for place in self.results if place[-1] != "flags")
        shown = listed(list(dict.fromkeys(names))[:SHOWN])
        return say("This is so of {names}. {cause}", names=shown, cause=change.words)


@dataclass
class ProbeTrial:
    """One check's answers, against which changes are tried. questions: the first one is the quickest wrong one."""

    examined: Examined
    check: Check
    replay: Replay
    questions: Sequence[Question]

    def __post_init__(self) -> None:
        self._apart = {q: places_that_differ(self.replay.of(q), q.expected) for q in self.questions}
        self._wrong = set[Place]().union(*self._apart.values())
        first = self.questions[0]
        self._largest = list(_largest(self.replay.of(first), self._apart[first]))

    def of(self, change: ChangedArguments) -> Fit | None:
        """None where a single question speaks against it, or too few for it."""
        others, whole = dict[Place, list[Pair]](), True
        for question in self.questions:
            mine, made = self.replay.of(question), self._made(change, question)
            if question is self.questions[0] and self._is_far(made):
                return None
            apart = places_that_differ(mine, made)
            whole = whole and not apart
            apart &= self._wrong
            if apart and (len(self._wrong) < 2 or len(apart) == len(self._wrong)):
                return None
            for place in apart:
                pair = self._pair(question, place, mine, made)
                if pair is None or one_factor([*others.get(place, []), pair]) is None:
                    return None
                others.setdefault(place, []).append(pair)
        if not self._is_enough(change, others.keys()):
            return None
        relations = {place: one_factor(pairs) for place, pairs in others.items()}
        if any(len(pairs) < 2 for pairs in others.values()):
            return None
        known = {place: found for place, found in relations.items() if found is not None}
        return Fit(whole, sorted(self._wrong), known, self._is_part())

    def _is_part(self) -> bool:
        first = self.questions[0]
        places = {place for answer in self.replay.of(first) for place, _ in answer if place[-1] != "length"}
        tuples = {place[:-1] for place in self._wrong if len(place) > 2}
        return any(place[:-1] in tuples for place in places - self._wrong)

    def _is_far(self, made: Sequence[Answer]) -> bool:
        """Whether no wrong result of the first question comes out, seen from its largest number: nearly all do not."""
        for i, place, at, number, shape in self._largest:
            found = dict(made[i]).get(place)
            if not isinstance(found, np.ndarray) or found.shape != shape:
                continue
            if abs(float(found.flat[at]) - number) <= 10 * SAME * abs(number):
                return False
        return bool(self._largest)

    def _made(self, change: ChangedArguments, question: Question) -> Sequence[Answer]:
        requests = applied(change, question, self.replay.tape.asking)
        if requests is None:
            return question.expected
        key = self.check.name, self.replay.questions.index(question), change.key
        return self.examined.shared.reference(self.examined.exercise, key, requests)

    def _pair(self, question: Question, place: Place, mine: Sequence[Answer], made: Sequence[Answer]) -> Pair | None:
        found = [dict(answer).get(place) for answers in (mine, made) for answer in answers if place in dict(answer)]
        if len(found) != 2 or isinstance(found[0], str | None) or isinstance(found[1], str | None):
            return None
        asking = self.replay.tape.asking
        samples = (samples_in(asking.arguments_of(request)) for request in question.requests)
        return Pair(found[0], found[1], next(filter(None, samples), 0))

    def _is_enough(self, change: ChangedArguments, others: object) -> bool:
        """Two questions at least, with a few numbers; and two values of an argument that a constant is to replace."""
        told = [q for q in self.questions if self._apart[q]]
        numbers = sum(
            some_in(tuple(part for part in answer if part[0] in self._apart[q]))
            for q in told
            for answer in self.replay.of(q)
        )
        if change.literal is None:
            return len(told) >= 2 and numbers >= ENOUGH
        name = change.key.partition("=")[0]
        asked = (self.replay.tape.asking.arguments_of(request).get(name) for q in told for request in q.requests)
        return len(told) >= 2 and numbers >= ENOUGH and len({v for v in asked if isinstance(v, int | float)}) >= 2


def _largest(answers: Sequence[Answer], places: set[Place]) -> Iterator[tuple[int, Place, int, float, tuple[int, ...]]]:
    """Of each of these places that has numbers: the request, where in it the largest number is, that, the shape."""
    for i, answer in enumerate(answers):
        for place, found in answer:
            if place in places and isinstance(found, np.ndarray) and found.size:
                at = int(np.argmax(np.abs(found)))
                yield i, place, at, float(found.flat[at]), found.shape

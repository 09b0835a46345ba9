"""The language that people read. Results are stored in English, and beside each text with values how it was made, so
that a page or a summary can be made in another language. Translations are in .po files: the engine's in this folder,
the course's in its solutions/ (authoring/words.py says which words are in there)."""

from __future__ import annotations

import contextlib
import functools
import os
import re
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup, escape

from grader.errors import CourseError, UsageError
from grader.language.words import ENGLISH, Words, catalogue, fill
from grader.message import Message, Wording

if TYPE_CHECKING:
    from jinja2 import Environment

    from grader.courses.course import Course
    from grader.outcomes.result import CheckResult, ExerciseResult, Result

LOCALES = Path(__file__).parent

_ENGLISH = Words()
_spoken: ContextVar[Words | None] = ContextVar("words", default=None)


def spoken() -> Words:
    """The words of the moment; English where nobody has chosen."""
    return _spoken.get() or _ENGLISH


def speak(words: Words) -> None:
    """From now on, until what `speaking` began ends."""
    _spoken.set(words)


@contextlib.contextmanager
def speaking(words: Words) -> Iterator[None]:
    token = _spoken.set(words)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(text: str, **values: object) -> str:
    """`_`: the text, with values for its %(names)s."""
    return fill(spoken().gettext(text), values)


def ngettext(one: str, many: str, n: float, **values: object) -> str:
    """The text for n things; %(n)s is n."""
    count = f"{n:g}" if isinstance(n, float) else str(n)
    return fill(spoken().ngettext(one, many, n), {"n": count, "num": count, **values})


def N_(text: str) -> str:
    """Marks a text that is looked up later."""
    return text


def sentence(text: str, words: Mapping[str, Wording] | None = None) -> str:
    """A text that is kept in English. words: how such texts were made; those that are not in there are constants."""
    if not spoken() or not text:
        return text
    made = text.wording if isinstance(text, Message) else (words or {}).get(text)
    return spoken().told(made) if made else spoken().gettext(text)


def into(environment: Environment) -> None:
    """Gives templates {% trans %}, _() and ngettext() in the language of the moment, `sentence`, and `lang()`."""

    def shown(value: object) -> object:
        return escape(environment.finalize(value) if environment.finalize else value)

    def marked(function: Any) -> Any:
        def call(*args: Any, **values: Any) -> Markup:
            return Markup(function(*args, **{name: shown(value) for name, value in values.items()}))

        return call

    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(_=marked(gettext), gettext=marked(gettext), ngettext=marked(ngettext))
    environment.globals.update(lang=lambda: spoken().lang)
    environment.filters["sentence"] = sentence


def available() -> list[str]:
    return [ENGLISH, *sorted(path.stem for path in LOCALES.glob("*.po"))]


def choose(wanted: str | None, course: Course) -> Words:
    """The words of `--lang`, else of the course's language, else of the environment's. Raises UsageError or CourseError
    where there are none."""
    asked = wanted if wanted is not None else course.lang
    if asked is None:
        return words(_environments(), course.root)
    if (lang := _code(asked)) in available():
        return words(lang, course.root)
    names = ", ".join(available())
    if wanted is not None:
        raise UsageError("--lang {lang}: this language is not available; choose from {names}", lang=wanted, names=names)
    raise CourseError(
        "{path}: lang = {lang}: this language is not available; choose from {names}",
        path=course.root / "course.toml",
        lang=repr(course.lang),
        names=names,
    )


def preferred(wanted: str | None) -> Words:
    """Before a course is known: the words of `--lang` if there are any, else of the environment's language."""
    return words(lang if wanted and (lang := _code(wanted)) in available() else _environments())


def _environments() -> str:
    """What the first of these variables that is set says, as gettext reads them; English where it says nothing."""
    said = next(filter(None, map(os.environ.get, ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return next((lang for each in said.split(":") if (lang := _code(each)) in available()), ENGLISH)


def _code(name: str) -> str:
    """ko of ko_KR.UTF-8."""
    return re.split(r"[-_.@]", name.lower())[0]


@functools.lru_cache
def words(lang: str, root: Path | None = None) -> Words:
    """Read once a process, and only where it is not English. root: a course; one without a catalogue keeps its own
    words."""
    paths = [root / "solutions" / f"{lang}.po"] if root else []
    paths.append(LOCALES / f"{lang}.po")
    return Words(lang, [catalogue(path) for path in paths if path.is_file()] if lang != ENGLISH else [])


def retold(result: Result) -> Result:
    """The result as people read it: every sentence in the language of the moment, what machines read untouched."""
    if not spoken():
        return result
    exercises = [retold_exercise(exercise) for exercise in result.exercises]
    notes = [sentence(note, result.words) for note in result.notes]
    return msgspec.structs.replace(result, notes=notes, exercises=exercises)


def retold_exercise(exercise: ExerciseResult) -> ExerciseResult:
    """The same of one exercise."""
    if not spoken():
        return exercise
    message = sentence(exercise.message, exercise.words)
    return msgspec.structs.replace(
        exercise,
        title=sentence(exercise.title),
        message=_whole(exercise.message, message) if exercise.status in ("failed", "ungraded") else message,
        notes=[sentence(note, exercise.words) for note in exercise.notes],
        checks=[_check(check) for check in exercise.checks],
    )


def _check(check: CheckResult) -> CheckResult:
    names = ("title", "hint", "reading", "expected", "actual", "where", "message", "detail")
    told = {name: sentence(text, check.words) for name in names if (text := getattr(check, name))}
    told |= {name: _whole(getattr(check, name), told[name]) for name in ("message", "detail") if name in told}
    if (why := check.explanation) is not None:
        from grader.outcomes.result import retexted

        return msgspec.structs.replace(check, explanation=retexted(why, lambda t: sentence(t, check.words)), **told)
    return msgspec.structs.replace(check, **told)


def _whole(text: str, told: str) -> str:
    """One phrase may have become two sentences: then the last one ends as a sentence does."""
    return f"{told}." if told != text and told[-1].isalpha() else told

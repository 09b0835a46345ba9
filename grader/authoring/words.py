"""`python -m grader.authoring.words [COURSE…]`: brings the .po files up to date with the words in the source.

Two catalogues: the engine's in grader/language/, and a course's in its solutions/. What goes there:

* what `_()`, `ngettext()`, `say()`, errors of ours and the templates' {% trans %} are given, as Babel finds it;
* the help of commands: docstrings of functions that click decorates, a paragraph each;
* a course's titles, hints and mistakes: strings in checks.py, docstrings of checks and of mistakes.

New words are added without a translation, words that are gone are dropped; a test says what is missing.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract

from grader.language import help_text

GRADER = Path(__file__).parents[1]
ERRORS = ("UsageError", "CourseError", "SolutionError", "SandboxError", "SandboxLost", "NoWorker")
"""Of grader.errors, those that are raised with a template."""
KEYWORDS = {"_": None, "N_": None, "gettext": None, "say": None, "ngettext": (1, 2), **dict.fromkeys(ERRORS)}
HEADER = """\
# Words for people in another language. `python -m grader.authoring.words` keeps the list; translations are by hand.
msgid ""
msgstr ""
"Language: {lang}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def engine() -> dict[str, tuple[str, ...]]:
    """All of the engine's words: msgid -> (singular, plural) or itself."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(GRADER.rglob("*.py")):
        _add(found, _marked("python", path))
    for path in sorted((GRADER / "commands").glob("*.py")):
        _add(found, ((text,) for text in _help(ast.parse(path.read_text("utf-8")))))
    for path in sorted((GRADER / "report" / "templates").glob("*.html")):
        _add(found, _marked("jinja2.ext:babel_extract", path))
    return found


def course(root: Path) -> dict[str, tuple[str, ...]]:
    """All of a course's words."""
    found: dict[str, tuple[str, ...]] = {}
    _add(found, [(tomllib.loads((root / "course.toml").read_text("utf-8"))["title"],)])
    for path in sorted(root.glob("solutions/*/checks.py")):
        tree = ast.parse(path.read_text("utf-8"))
        _add(found, ((title,) for title in _titles(tree)))
        _add(found, ((text,) for text in _constants(tree)))
        for mistake in sorted(path.parent.glob("mistakes/*.py")):
            _add(found, [(mistake.stem.replace("_", " "),), _mistake(mistake)])
    return found


def _constants(tree: ast.AST) -> Iterator[str]:
    """Strings of more than one word that are not docstrings: whatever a check has to say, templates among them."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.JoinedStr() | ast.Compare():
                continue
            case ast.Call(func=ast.Name("AssertionError")):
                continue
            case ast.Constant(value=str(text)) if " " in text.strip() and re.search("[A-Za-z]{2}", text):
                yield text.strip()
        yield from _constants(node)


def _mistake(path: Path) -> tuple[str]:
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return (" ".join(text.split()),)


def _add(found: dict[str, tuple[str, ...]], messages: Iterable[tuple[str, ...]]) -> None:
    for message in messages:
        if message[0]:
            found.setdefault(message[0], message)


def _marked(method: str, path: Path) -> Iterator[tuple[str, ...]]:
    options = {"trimmed": "true", "newstyle_gettext": "true"}
    quiet = contextlib.redirect_stderr(io.StringIO())  # values may be f-strings, Babel warns of each
    with open(path, "rb") as file, quiet:
        for _, message, _, _ in extract(method, file, KEYWORDS, options=options):
            yield message if isinstance(message, tuple) else (message,)


def _help(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(_makes_command(ast.unparse(d)) for d in node.decorator_list):
            yield from help_text.messages(ast.get_docstring(node, clean=False) or "")


def _makes_command(decorator: str) -> bool:
    """`@click.command()`, `@package.command()`, `@click.group()`, and `@_format()` of `grade export`."""
    return re.match(r"\w+\.(command|group)\(|_format\(", decorator) is not None


def _titles(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any("exercise.check" in ast.unparse(d) for d in node.decorator_list):
            yield " ".join((ast.get_docstring(node) or "").split())


def update(path: Path, words: dict[str, tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Writes the .po file with exactly these words, translations kept. Returns what was added and what dropped."""
    old, new = read(path), Catalog(locale=path.stem)
    for text, message in words.items():
        known = old.get(text)
        new.add(message if len(message) > 1 else text, known.string if known else "")
    body = io.BytesIO()
    pofile.write_po(body, new, width=120, omit_header=True)
    header = HEADER.format(lang=path.stem, plural=new.plural_forms)
    path.write_bytes(header.encode() + body.getvalue())
    before = {key(message) for message in old if message.id}
    return sorted(words.keys() - before), sorted(before - words.keys())


def key(message: Message) -> str:
    """The text that the message is looked up by."""
    return message.id if isinstance(message.id, str) else message.id[0]


def read(path: Path) -> Catalog:
    if not path.is_file():
        return Catalog(locale=path.stem)
    with open(path, "rb") as file:
        return pofile.read_po(file, locale=path.stem)


def main(arguments: list[str]) -> None:
    """The catalogues of the courses that are named; of the engine and the courses that come with it where none is."""
    root = GRADER.parent
    named = [Path(name) for name in arguments] or [
        root,
        *sorted(path.parent for path in root.glob("courses/*/course.toml")),
    ]
    parts = [(folder / "solutions", course(folder)) for folder in named]
    for folder, words in parts if arguments else [(GRADER / "language", engine()), *parts]:
        for path in sorted(folder.glob("*.po")):
            added, dropped = update(path, words)
            print(f"{path}: {len(words)} messages, {len(added)} new, {len(dropped)} dropped")


if __name__ == "__main__":
    main(sys.argv[1:])

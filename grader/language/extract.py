"""`python -m grader.language.extract [COURSE…]`: brings the .po files up to date with the words in the source.

Two catalogues: the engine's in grader/locale/, and a course's in its solutions/. Three kinds of words go there:

* constants of pages and of the terminal: what `_()`, `ngettext()` and the templates' {% trans %} are given;
* a course's titles, hints and mistakes: strings in checks.py, docstrings of checks and of mistakes;
* sentences that checks and the engine make with values in them. No call marks these: they are stored in English, and
  told in another language only when a page is rendered (language.py). An f-string becomes a template, `the loss is
  {actual}, expected {expected}`; a choice within one becomes several.

New words are added without a translation, words that are gone are dropped; a test says what is missing.
"""

from __future__ import annotations

import ast
import io
import itertools
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract

GRADER = Path(__file__).parents[1]
MARKED = ("terminal.py", "language/statuses.py", "student/exercises.py", "student/watch.py", "report/*.py")
"""Modules whose words are given to `_` or `ngettext`."""
SENTENCES = (
    "readings.py",
    "grade.py",
    "verdict.py",
    "result.py",
    "student/notebook.py",
    "submission/*.py",
    "checks/*.py",
    "sandbox/channel.py",
    "sandbox/session.py",
    "worker/serve.py",
    "worker/failure.py",
    "batch/record.py",
    "gradebook/reading.py",
    "intake/*.py",
)
"""Modules that make sentences which are stored in results."""
FOR_OTHERS = {
    "UsageError", "CourseError", "SandboxError", "SandboxLost", "NoWorker", "TypeError", "AttributeError",
    "AssertionError", "ValueError", "RuntimeError", "NotImplementedError", "ProtocolError", "GraderError",
    "_Disagreement", "compile",
}  # fmt: skip
"""What these say is not for students."""
HEADER = """\
# Words for people in another language. `python -m grader.language.extract` keeps the list; translations are by hand.
msgid ""
msgstr ""
"Language: {lang}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_WORD = re.compile(r"[A-Za-z]{2,}")


def engine() -> dict[str, tuple[str, ...]]:
    """All of the engine's words: msgid -> (singular, plural) or itself."""
    found: dict[str, tuple[str, ...]] = {}
    for path in _files(MARKED):
        _add(found, _marked("python", path))
    for path in sorted((GRADER / "report" / "templates").glob("*.html")):
        _add(found, _marked("jinja2.ext:babel_extract", path))
    for path in _files(SENTENCES):
        _add(found, ((text,) for text in sentences(ast.parse(path.read_text("utf-8")))))
    return found


def course(root: Path) -> dict[str, tuple[str, ...]]:
    """All of a course's words."""
    found: dict[str, tuple[str, ...]] = {}
    _add(found, [(tomllib.loads((root / "course.toml").read_text("utf-8"))["title"],)])
    for path in sorted(root.glob("solutions/*/checks.py")):
        tree = ast.parse(path.read_text("utf-8"))
        _add(found, ((title,) for title in _titles(tree)))
        _add(found, ((text,) for text in sentences(tree)))
        for mistake in sorted(path.parent.glob("mistakes/*.py")):
            _add(found, [(mistake.stem.replace("_", " "),), _mistake(mistake)])
    return found


def _mistake(path: Path) -> tuple[str]:
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return (" ".join(text.split()),)


def _files(patterns: Iterable[str]) -> list[Path]:
    return sorted(path for pattern in patterns for path in GRADER.glob(pattern))


def _add(found: dict[str, tuple[str, ...]], messages: Iterable[tuple[str, ...]]) -> None:
    for message in messages:
        if message[0]:
            found.setdefault(message[0], message)


def _marked(method: str, path: Path) -> Iterator[tuple[str, ...]]:
    keywords = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    options = {"trimmed": "true", "newstyle_gettext": "true"}
    with open(path, "rb") as file:
        for _, message, _, _ in extract(method, file, keywords, options=options):
            yield message if isinstance(message, tuple) else (message,)


def _titles(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any("exercise.check" in ast.unparse(d) for d in node.decorator_list):
            yield " ".join((ast.get_docstring(node) or "").split())


def sentences(tree: ast.AST) -> Iterator[str]:
    """The templates of all strings that people may read: more than one word, or what `equal` compares."""
    for node in _children(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "equal":
            yield from (t for arg in node.args[:2] for t in _templates(arg) if _WORD.search(_literal(t)))
        if _is_text(node):
            yield from (t for t in _templates(node) if " " in t.strip() and "\n" not in t and _WORD.search(_literal(t)))
        else:
            yield from sentences(node)


def _children(tree: ast.AST) -> Iterator[ast.AST]:
    """Those that can have words for people in them."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in FOR_OTHERS:
                continue
            case ast.Assign(targets=[ast.Name(id="_HEADERS")]):  # the roster's: no sentences
                continue
            case ast.Dict(values=values):
                yield from values
                continue
            case ast.Call(func=ast.Attribute(attr="join" | "split" | "replace")):
                yield from node.args
                continue
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "warnings"))) | ast.Compare():
                continue
            case ast.AugAssign(target=target, op=ast.Add(), value=value) if _is_text(value):
                yield ast.BinOp(target, ast.Add(), value)
                continue
        yield node


def _is_text(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _is_text(left) or _is_text(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_text(body) and _is_text(orelse)
    return False


def _templates(node: ast.AST) -> list[str]:
    """All that a string expression can come to, values as {names}."""
    names: dict[str, str] = {}
    found = [re.sub(r"\{(where|_place)\}$", "", text) for text in _alternatives(node, names)]
    return [text if "\n" in text else " ".join(text.split()) for text in found]


def _alternatives(node: ast.AST, names: dict[str, str]) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text.replace("{", "{{").replace("}", "}}")]
        case ast.JoinedStr(values=values):
            return ["".join(p) for p in itertools.product(*(_alternatives(value, names) for value in values))]
        case ast.FormattedValue(value=value):
            return _alternatives(value, names)
        case ast.BinOp(op=ast.Add(), left=left, right=right) if _is_text(node):
            pairs = itertools.product(_alternatives(left, names), _alternatives(right, names))
            return ["".join(pair) for pair in pairs]
        case ast.IfExp(body=body, orelse=orelse) if _is_text(node):
            return [*_alternatives(body, names), *_alternatives(orelse, names)]
    return [f"{{{_placeholder(node, names)}}}"]


def _placeholder(node: ast.AST, names: dict[str, str]) -> str:
    """A name for the value: the last one in its expression. The same value has the same name."""
    key = ast.unparse(node)
    if key not in names:
        name, taken = _name(node), set(names.values())
        free = (name if n == 1 else f"{name}{n}" for n in itertools.count(1))
        names[key] = next(n for n in free if n not in taken)
    return names[key]


def _name(node: ast.AST) -> str:
    match node:
        case ast.Attribute(value=ast.Call(args=[value]), attr="__name__"):
            return f"type_of_{_name(value)}"
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(args=[ast.AST() as first, *_]) if not isinstance(first, ast.Constant | ast.GeneratorExp):
            return _name(first)
        case ast.Call(func=function):
            return _name(function)
        case ast.Subscript(value=value):
            return _name(value)
    return "value"


def _literal(template: str) -> str:
    return re.sub(r"\{\w+\}", " ", template)


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
    """The catalogues of the courses that are named; of the engine and the built-in course where none is."""
    parts = [(Path(name) / "solutions", course(Path(name))) for name in arguments]
    for folder, words in parts or [
        (GRADER / "language", engine()),
        (GRADER.parent / "solutions", course(GRADER.parent)),
    ]:
        for path in sorted(folder.glob("*.po")):
            added, dropped = update(path, words)
            print(f"{path}: {len(words)} messages, {len(added)} new, {len(dropped)} dropped")


if __name__ == "__main__":
    main(sys.argv[1:])

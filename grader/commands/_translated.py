"""Commands as --help shows them, and click's own messages, in the language of the moment.

click looks its messages up with gettext, in files that its users may install. Ours are in grader/language.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from grader.language import gettext, help_text, ngettext
from grader.message import say

_SPEAKING: tuple[Any, ...] = (core, decorators, exceptions, formatting, parser, termui, types)
_OWN = {"_": gettext, "ngettext": ngettext}
WIDTH = 62
"""Columns of help where a letter is as wide as two of them."""


def translated(command: click.Command) -> Any:
    """A copy with its help, its options' and its subcommands' in the language of the moment."""
    told: Any = copy.copy(command)
    told.help = help_text.translated(command.help or "", gettext)
    told.params = [_parameter(parameter) for parameter in command.params]
    told._help_option = None  # click keeps --help, with its words, once it has made it
    told.context_settings = {**command.context_settings, "max_content_width": WIDTH}
    if isinstance(command, click.Group):
        told.commands = {name: translated(each) for name, each in command.commands.items()}
    return told


def _parameter(parameter: click.Parameter) -> click.Parameter:
    told = copy.copy(parameter)
    if isinstance(told, click.Option):
        told.help = gettext(told.help or "")
    return told


@contextlib.contextmanager
def click_translated() -> Iterator[None]:
    """While it lasts, click looks its own messages up in our catalogues."""
    before = [(module, name, getattr(module, name)) for module in _SPEAKING for name in _OWN if hasattr(module, name)]
    for module, name, _ in before:
        setattr(module, name, _OWN[name])
    try:
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)


_CLICKS = (
    say("Usage:"),
    say("Options"),
    say("Commands"),
    say("required"),
    say("default: {default}"),
    say("Show the version and exit."),
    say("Show this message and exit."),
    say("Try '{command} {option}' for help."),
    say("Error: {message}"),
    say("Error: invalid input"),
    say("Aborted!"),
    say("Invalid value: {message}"),
    say("Invalid value for {param_hint}: {message}"),
    say("Missing command."),
    say("Missing argument"),
    say("Missing option"),
    say("Missing parameter"),
    say("Choose from:\n\t{choices}"),
    say("No such option {name!r}."),
    say("No such command {name!r}."),
    say("No such option: {name}"),
    say("Option {name!r} does not take a value."),
    say("{value!r} is not a valid {number_type}."),
    say("{value} is not in the range {range}."),
    say("{name} {filename!r} does not exist."),
    say("{name} {filename!r} is a file."),
    say("{name} {filename!r} is a directory."),
    say("{name} {filename!r} is not readable."),
    say("file"),
    say("directory"),
    say("path"),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)
"""What click says of our commands: listed here for the catalogues."""

"""What an instructor can do where several people have one name."""

from __future__ import annotations

from grader.intake.names import clean
from grader.intake.roster import Person
from grader.message import say


def remedy(layout: str, person: Person) -> str:
    """What tells people of one name apart next time."""
    if layout == "canvas":
        return say("use Canvas's gradebook export as the roster; it has Canvas's ids")
    if layout == "moodle":
        return say("use Moodle's grading worksheet as the roster; it has the participants' numbers")
    if layout == "gradescope":
        return say("use a roster with their e-mail addresses or student ids")
    if not person.ids:
        return say("add student ids to the roster and to the folders' names")
    example = f"`{clean(f'{person.name} {next(iter(person.ids.values()))}')}`"
    return say("add a student id or an address to the folder's name, as in {example}", example=example)

"""A sound course of one small exercise that needs no torch."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "course.toml": """
        name = "small"
        title = "Small"
        [[exercise]]
        id = "double"
        points = 3
    """,
    "exercises/given/extra.py": "",
    "exercises/double.py": """
        def double(x):
            raise NotImplementedError
    """,
    "solutions/double/solution.py": """
        def double(x):
            y = x
            z = 0
            return 2 * y
    """,
    "solutions/double/checks.py": """
        from grader import Exercise, close, number

        exercise = Exercise(title="Twice", allows=("numpy",), returns={"double": number})

        @exercise.check(points=3, hint="Add it to itself.")
        def it_is_twice_x(student, solution, data):
            '''The result is twice x.'''
            x = data.number(1.0, 2.0)
            close(student.double(x), solution.double(x), "double")
    """,
    "solutions/double/mistakes/square.py": """
        '''It squares. Twice a number is its sum with itself.'''

        def double(x):
            return x * x
    """,
    "solutions/double/equivalents.toml": """
        [[mutant]]
        where = "double"
        was = "z = 0"
        becomes = ""
        reason = "z is not used."
        [[mutant]]
        where = "double"
        was = "z = 0"
        becomes = "z = 1"
        reason = "z is not used."
        [[mutant]]
        where = "double"
        was = "z = 0"
        becomes = "z = -1"
        reason = "z is not used."
        [[mutant]]
        where = "double"
        was = '''
        y = x
        z = 0'''
        becomes = '''
        z = 0
        y = x'''
        reason = "Neither needs the other."
        [[mutant]]
        where = "double"
        was = '''
        z = 0
        return 2 * y'''
        becomes = '''
        return 2 * y
        z = 0'''
        reason = "z is not used."
    """,
}


def written(root: Path, **changed: str | None) -> Path:
    """The small course under `root`; `changed` has other texts for some files, None for none."""
    for name, text in (FILES | changed).items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = text.strip("\n").splitlines()
            cut = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
            path.write_text("\n".join(line[cut:] for line in lines).strip() + "\n")
    return root

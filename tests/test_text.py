"""Text of strangers on one line, asked about one by one and all together."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from grader.text import are_plain, file_name, one_line

ANY = st.text(st.sampled_from("ab0x \t\n.é가\u202e\x00-"), max_size=6)


@given(st.lists(ANY, max_size=4), st.integers(4, 20))
@example(["a ", "b"], 20)
@example([" a"], 20)
@example(["0", "x"], 20)
@example(["", "0x1"], 20)
def test_texts_that_are_plain_together_stay_as_they_are_one_by_one(texts, length) -> None:
    if are_plain(texts, length):
        assert [one_line(text, length) for text in texts] == texts


def test_usual_ones_are_plain() -> None:
    assert are_plain(["Ada Lovelace", "007", "", "ada@example.org"], 200)


@given(st.text(st.characters(codec="ascii"), max_size=90))
@example(".hidden")
@example("a" * 81)
@example("a.")
def test_a_file_s_name_is_short_and_neither_hidden_nor_a_path(name) -> None:
    made = file_name(name)
    assert made == made.strip(" .") and 0 < len(made) <= 80 and "/" not in made
    assert file_name(made) == made

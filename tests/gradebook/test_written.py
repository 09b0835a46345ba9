"""What students wrote for people to grade: kept by student, whichever attempt counts."""

from __future__ import annotations

import gradebook_examples as examples
from gradebook_examples import ADA, BOB, mse, record, vjp

from grader.courses import find
from grader.people import Student
from grader.report import page

WRITTEN = {("vjp", "reason"): "since <b>J</b> is\nlinear"}


def with_items(folder):
    course = examples.course(folder)
    with open(folder / "course.toml", "a") as file:
        file.write(examples.ITEMS)
    return find.load(course.root)


def test_it_stands_with_its_item_in_the_result_and_as_text_on_the_page(book, tmp_path) -> None:
    course = with_items(tmp_path)
    record(book, ADA, mse(), vjp())
    record(book, BOB, mse(), vjp())
    assert book.write_answers(ADA, WRITTEN)
    assert not book.write_answers(ADA, WRITTEN)
    result = book.result("ada", course)
    assert [item.answer for item in result.exercises[1].items] == ["since <b>J</b> is\nlinear", "", ""]
    assert "since &lt;b&gt;J&lt;/b&gt; is\nlinear" in page.render(result)
    assert "What you wrote" not in page.render(book.result("bob", course))


def test_the_newest_text_is_there_and_the_others_stay(book) -> None:
    book.write_answers(ADA, WRITTEN)
    book.write_answers(ADA, {("vjp", "style"): "b"})
    book.write_answers(ADA, {("vjp", "style"): "c"})
    assert book.answers("ada") == {**WRITTEN, ("vjp", "style"): "c"}


def test_it_goes_with_its_student(book) -> None:
    book.write_answers(ADA, WRITTEN)
    book.write_answers(BOB, {("vjp", "style"): "b"})
    book.merge(Student("ada.l", ADA.name, ADA.ids), "ada")
    assert book.answers("ada.l") == WRITTEN and book.answers("ada") == {}
    book.forget(["bob"])
    assert book.answers("bob") == {}

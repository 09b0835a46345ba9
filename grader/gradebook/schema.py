"""The tables. Times are UTC; a score that is NULL is none, never zero."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

VERSION = 3
"""Of the tables below. A gradebook with a higher one was written by a newer grader. One with a lower one is migrated
when it is opened: a new version adds tables, and columns that may be empty, and changes nothing else."""

TEXT = String().with_variant(String(collation="C"), "postgresql")
"""Sorted by code point in every database, so that the same gradebook reads in the same order."""


class Utc(TypeDecorator[datetime]):
    """A moment, aware and in UTC on our side whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    type_annotation_map = {str: TEXT, datetime: Utc, bytes: LargeBinary}  # noqa: RUF012 - SQLAlchemy reads it so


class VersionRow(Base):
    __tablename__ = "gradebook_version"
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class StudentRow(Base):
    __tablename__ = "student"
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    ids: Mapped[dict[str, str]] = mapped_column(JSON)
    section: Mapped[str | None]


class AttemptRow(Base):
    """submission: digest of what was handed in; grading: of everything else that the grades depend on. complete:
    nothing in it stayed ungraded. graded_at: for the first time. document: result.json, compressed by zlib."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("student", "submission"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(ForeignKey("student.key"))
    submission: Mapped[str]
    grading: Mapped[str]
    submitted_at: Mapped[datetime | None]
    late: Mapped[bool | None]
    graded_at: Mapped[datetime]
    seed: Mapped[str]
    score: Mapped[float]
    points: Mapped[float]
    complete: Mapped[bool]
    document: Mapped[bytes]


class GradeRow(Base):
    """One exercise of one attempt."""

    __tablename__ = "grade"
    attempt: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    exercise: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    status: Mapped[str]
    score: Mapped[float]
    points: Mapped[float]


class OutcomeRow(Base):
    """One check of one exercise of one attempt. position: where it comes among the exercise's checks."""

    __tablename__ = "outcome"
    attempt: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    exercise: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    status: Mapped[str]
    cause: Mapped[str | None]
    mistake: Mapped[str | None]
    score: Mapped[float]
    points: Mapped[float]


class OverrideRow(Base):
    """An instructor's decision. The newest one of a student and exercise counts; score NULL: it was withdrawn."""

    __tablename__ = "override"
    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(ForeignKey("student.key"))
    exercise: Mapped[str]
    score: Mapped[float | None]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class ExtensionRow(Base):
    """More time for a student: until a moment, or days after the course's deadline; with neither, it was removed. The
    newest one of a student and exercise counts. exercise: empty for all of them."""

    __tablename__ = "extension"
    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(ForeignKey("student.key"))
    exercise: Mapped[str]
    until: Mapped[datetime | None]
    days: Mapped[int | None]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class MarkRow(Base):
    """What somebody gave for one item of one exercise. The newest one of a student and item counts; score NULL: it was
    withdrawn. score: as it was given, of a deduction what it takes. choice: which one, of a choice. keys: of the
    course's comments."""

    __tablename__ = "mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(ForeignKey("student.key"))
    exercise: Mapped[str]
    item: Mapped[str]
    score: Mapped[float | None]
    choice: Mapped[str | None]
    keys: Mapped[list[str]] = mapped_column(JSON)
    comment: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class BlindRow(Base):
    """A number in place of a student's name, on what is handed to those who grade an exercise."""

    __tablename__ = "blind"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    student: Mapped[str] = mapped_column(ForeignKey("student.key"))
    exercise: Mapped[str]


class AnswerRow(Base):
    """What a student wrote for an item that people grade, as plain text. Of several the newest counts."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(ForeignKey("student.key"), index=True)
    exercise: Mapped[str]
    item: Mapped[str]
    text: Mapped[str]


class EarlierGradingRow(Base):
    """What an attempt was graded before it was graded again in another way. document: as of an attempt."""

    __tablename__ = "earlier_grading"
    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(ForeignKey("student.key"), index=True)
    submission: Mapped[str]
    grading: Mapped[str]
    graded_at: Mapped[datetime]
    at: Mapped[datetime]
    score: Mapped[float]
    points: Mapped[float]
    document: Mapped[bytes]


ABOUT_STUDENTS: tuple[
    type[OverrideRow] | type[ExtensionRow] | type[MarkRow] | type[BlindRow] | type[AnswerRow] | type[EarlierGradingRow],
    ...,
] = (OverrideRow, ExtensionRow, MarkRow, BlindRow, AnswerRow, EarlierGradingRow)
"""What people decided about a student, the numbers that they did it by, what the student wrote for them, and what
counted before: all that goes with a student who is merged with another or forgotten, beside the attempts."""

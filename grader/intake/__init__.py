"""A class's work as it comes: a folder, a download of an LMS, an archive of either, with or without a roster."""

from grader.intake.class_input import ClassInput, StudentSubmission
from grader.intake.read import read_class

__all__ = ["ClassInput", "StudentSubmission", "read_class"]

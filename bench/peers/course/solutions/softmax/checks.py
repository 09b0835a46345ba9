import numpy as np

from grader import Exercise, agree, answers

exercise = Exercise(title="Softmax", allows=("torch",), returns={"my_softmax": answers.tensor})


@exercise.check(points=1, hint="exp, then a division by the sum.")
def one_row(student, solution, data):
    """The softmax of a vector is right."""
    agree(student.my_softmax, solution.my_softmax, data.normal(3, dtype="float32"), -1)


@exercise.check(points=1, hint="Along which dimension does each sum go?")
def along_the_last_dimension(student, solution, data):
    """Each row of a matrix sums to one."""
    agree(student.my_softmax, solution.my_softmax, data.normal(4, 8, dtype="float32"), -1)


@exercise.check(points=1, hint="exp(1000) is infinite.")
def large_numbers(student, solution, data):
    """Large numbers overflow nothing."""
    agree(student.my_softmax, solution.my_softmax, np.float32([1000.0, 1001.0, 1002.0]), -1)

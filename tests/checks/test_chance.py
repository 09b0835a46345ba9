"""Answers that draw at random: a right one is turned away less often than is said, and wrong ones are found."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from claims import outcome, session_of

from grader.checks import answers, chance, plain_answers, state
from grader.checks.data import Data
from grader.checks.proxies import Proxy
from grader.errors import StudentError

N = 40_000
PARAMETERS = {
    "dropout": ["x", "p"],
    "sample": ["weights"],
    "fill": ["shape"],
    "ragged": ["x"],
}
READERS = {
    "dropout": answers.tensor,
    "sample": plain_answers.integer,
    "fill": answers.tensor,
    "ragged": answers.tensor,
}


def student(**functions):
    return Proxy(session_of(**functions), READERS, PARAMETERS, "torch", calls=np.random.default_rng(1))


@pytest.fixture
def data():
    return Data("chance")


def zeros(dropout, data, shape=(200, 200), p=0.3):
    x = np.ones(shape, dtype="float32")
    return chance.draws(student(dropout=dropout).dropout, x, p, data=data, times=1)[0] == 0


def by_elements(x, p):
    return torch.nn.functional.dropout(x, p)


def keeping(x, p):
    return x * (torch.rand_like(x) < p) / p


def by_rows(x, p):
    return x * (torch.rand(len(x), 1) >= p) / (1 - p)


def by_columns(x, p):
    return x * (torch.rand(1, x.shape[1]) >= p) / (1 - p)


def a_little_more(x, p):
    return torch.nn.functional.dropout(x, p + 0.02)


def none(x, p):
    return x


def emptied(x, p):
    return x[:0]


@pytest.mark.parametrize("dropout", [keeping, by_rows, by_columns, a_little_more, none, emptied])
def test_a_wrong_dropout_is_found(dropout, data) -> None:
    found = outcome(chance.coins, zeros(dropout, data), 0.3, "zeros")
    assert (found.status, found.cause) == ("failed", "wrong_value")


@pytest.mark.parametrize("p", [0.0, 0.01, 0.3, 0.9, 1.0])
def test_a_right_dropout_passes(p, data) -> None:
    assert outcome(chance.coins, zeros(by_elements, data, p=p), p, "zeros").status == "passed"


def exactly(hits, n, p):
    log = math.lgamma(n + 1) - math.lgamma(hits + 1) - math.lgamma(n - hits + 1)
    return math.exp(log + hits * math.log(p) + (n - hits) * math.log1p(-p))


@pytest.mark.parametrize("p", [0.001, 0.1, 0.5, 0.97])
@pytest.mark.parametrize("n", [1, 20, 1000, 20_000])
def test_ten_shares_turn_away_less_than_one_right_answer_in_a_million(n, p) -> None:
    """Added up exactly, over all numbers of hits that are not accepted."""
    turned_away = sum(exactly(hits, n, p) for hits in range(n + 1) if chance.unlikely(hits, n, p))
    assert 10 * turned_away <= 1e-6


def test_a_few_percent_off_are_found_nevertheless() -> None:
    assert chance.unlikely(10_600, 20_000, 0.5) and not chance.unlikely(10_200, 20_000, 0.5)


RIGHT = {
    "a uniform one": lambda rng, n: (chance.uniform, rng.uniform(-0.2, 0.2, n), -0.2, 0.2),
    "a normal one": lambda rng, n: (chance.normal, rng.normal(1.0, 0.02, n), 1.0, 0.02),
    "two alike": lambda rng, n: (chance.alike, rng.exponential(size=n), rng.exponential(size=3 * n)),
    "two alike of whole numbers": lambda rng, n: (chance.alike, rng.integers(0, 3, n), rng.integers(0, 3, n)),
    "a sampler": lambda rng, n: (chance.shares, rng.choice(3, n, p=[0.2, 0.8, 0.0]), [0.2, 0.8, 0.0]),
    "coins": lambda rng, n: (chance.coins, rng.random((n // 5, 5)) < 0.3, 0.3),
}


@pytest.mark.parametrize("make", RIGHT.values(), ids=RIGHT)
@pytest.mark.parametrize("n", [10, 300])
def test_right_answers_are_turned_away_less_often_than_is_said(make, n) -> None:
    """At a rate that can be counted: one in twenty; of 400 that is 20 on average, more than 45 hardly ever."""
    rng, turned_away = np.random.default_rng(n), 0
    for _ in range(400):
        claim, *sample = make(rng, n)
        turned_away += outcome(claim, *sample, "it", alarm=0.05).status == "failed"
    assert turned_away <= 45


WRONG = {
    "a bound of another": lambda rng: (chance.uniform, rng.uniform(-0.21, 0.21, 2000), -0.2, 0.2),
    "a narrower one": lambda rng: (chance.uniform, rng.uniform(-0.19, 0.19, 2000), -0.2, 0.2),
    "normal for uniform": lambda rng: (chance.uniform, rng.normal(0, 0.2 / 3**0.5, 2000), -0.2, 0.2),
    "none for uniform": lambda rng: (chance.uniform, np.array([]), -0.2, 0.2),
    "uniform for normal": lambda rng: (chance.normal, rng.uniform(-(3**0.5), 3**0.5, 5000), 0.0, 1.0),
    "a gain left out": lambda rng: (chance.normal, rng.normal(0, 1, 300), 0.0, 2**0.5),
    "10 % more": lambda rng: (chance.normal, rng.normal(0, 1.1, 5000), 0.0, 1.0),
    "a bias": lambda rng: (chance.normal, rng.normal(0.1, 1, 5000), 0.0, 1.0),
    "all the same": lambda rng: (chance.normal, np.zeros(100), 0.0, 1.0),
    "another": lambda rng: (chance.alike, rng.exponential(1.2, 5000), rng.exponential(1.0, 20_000)),
    "the likeliest": lambda rng: (chance.shares, np.ones(100, int), [0.3, 0.7]),
    "what cannot be": lambda rng: (chance.shares, np.r_[np.zeros(5000, int), 1], [1.0, 0.0]),
    "out of range": lambda rng: (chance.shares, rng.integers(0, 3, 100), [0.5, 0.5]),
    "no draws": lambda rng: (chance.shares, np.array([], int), [0.5, 0.5]),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_other_distributions_are_found(make) -> None:
    claim, *sample = make(np.random.default_rng(1))
    assert outcome(claim, *sample, "it").status == "failed"


def hot(weights):
    return torch.multinomial(weights.sqrt(), 1)


def cold(weights):
    return int(weights.argmax())


def right(weights):
    return torch.multinomial(weights, 1)


def seeded(weights):
    torch.default_generator.manual_seed(0)
    return right(weights)


own = torch.Generator()


def of_its_own(weights):
    return torch.multinomial(weights, 1, generator=own)


@pytest.mark.parametrize(
    ("sample", "status"), [(right, "passed"), (hot, "failed"), (cold, "failed"), (seeded, "failed")]
)
def test_a_sampler_is_asked_thousands_of_times_in_one_message(sample, status, data) -> None:
    weights = np.array([0.1, 0.6, 0.0, 0.3])
    drawn = chance.draws(student(sample=sample).sample, weights, data=data, times=1500)
    assert drawn.shape == (1500,)
    assert outcome(chance.shares, drawn, weights, "the token").status == status


@pytest.mark.parametrize(("sample", "status"), [(right, "passed"), (seeded, "failed"), (of_its_own, "failed")])
def test_what_is_drawn_follows_the_checks_random_state(sample, status, data) -> None:
    def many(x, p):
        return torch.stack([sample(x) for _ in range(40)]).double()

    assert outcome(chance.repeatable, student(dropout=many).dropout, np.ones(9), 0.1, data=data).status == status


def test_objects_are_asked_too_and_our_own_state_stays_as_it_was(data) -> None:
    students = Proxy(session_of(D=torch.nn.Dropout), {"D": state.module(takes=("p",))}, {"D": None}, "torch")
    before = torch.get_rng_state()
    drawn = chance.draws(students.D(0.25), np.ones((50, 40), "float32"), data=data, times=5)
    assert torch.equal(torch.get_rng_state(), before)
    assert outcome(chance.coins, drawn == 0, 0.25, "zeros").status == "passed"
    assert sorted(set(drawn.ravel().round(4))) == [0.0, 1.3333]


def test_results_of_other_shapes_are_said(data) -> None:
    def ragged(x):
        return x[: 1 + int(torch.randint(0, 2, ()))]

    with pytest.raises(StudentError, match="the result of ragged has the shape") as raised:
        chance.draws(student(ragged=ragged).ragged, np.ones(3), data=data, times=50)
    assert raised.value.cause == "wrong_shape"


def test_what_is_wrong_is_said_with_its_numbers(data) -> None:
    found = outcome(chance.share, 700, 1000, 0.3, "zeros")
    assert found.message == (
        "zeros: 700 of 1,000, expected about 300 of 1,000 (chance alone: less than once in 10,000,000 gradings)"
    )

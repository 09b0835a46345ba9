from collections import Counter
from itertools import pairwise

from port import expect, port

from grader import gives, list_of, sizes, string

exercise = port("SimpleBPE", merges=list_of(list_of(string)), encode=gives(list_of(string)))
HOLDS = {"most_frequent_pairs": "Correct; Most", "encodes": "Encode; More"}


def merged(symbols, pair):
    """The word with each of these pairs made one, from the left."""
    made, i = [], 0
    while i < len(symbols):
        two = tuple(symbols[i : i + 2]) == pair
        made.append("".join(symbols[i : i + 1 + two]))
        i += 1 + two
    return made


def corpus(data, words, letters="abcd"):
    """Words of a few letters, so that pairs come again and overlap (aaaa)."""
    return ["".join(data.random.choice(list(letters), data.size(1, 7))) for _ in range(words)]


@exercise.check(points=1)
@exercise.cases(
    (["low", "low", "low", "lower", "newest", "widest"], 5),
    (["aaa", "aaa", "aaa", "bbb"], 1),
    *3 * [(sizes(5, 60), sizes(5, 40))],
    (3, 100),
    (4 * ["xy"] + ["ab", "abc", "abe"], 1),
)
def most_frequent_pairs(student, solution, data, words, merges):
    """Each merge is of a most frequent pair; training ends where there are no pairs, and starts from scratch."""
    bpe = student.SimpleBPE()
    bpe.train(["zz"], 2)
    words = corpus(data, words) if isinstance(words, int) else words
    bpe.train(words, merges)
    split, found = [[*word, "</w>"] for word in words], bpe.merges
    for pair in map(tuple, found):
        counts = Counter(two for word in split for two in pairwise(word))
        expect(counts[pair], max(counts.values(), default=0), f"{pair} is merged, which is not the most frequent pair")
        split = [merged(word, pair) for word in split]
    left = any(len(word) > 1 for word in split)
    expect(len(found) == merges or (len(found) < merges and not left), True, f"there are {len(found)} merges")


@exercise.check(points=1)
@exercise.cases((["hello"], 2), (["hello"], 10), (["low", "lower", "lowest"], 10), *4 * [(sizes(5, 60), sizes(5, 60))])
def encodes(student, solution, data, words, merges):
    """Each word is split by the merges, in their order; unknown letters stay as they are."""
    bpe = student.SimpleBPE()
    expect([bpe.merges, bpe.encode("ab c")], [[], ["a", "b", "</w>", "c", "</w>"]], "a new one merges something")
    words = corpus(data, words) if isinstance(words, int) else words
    bpe.train(3 * words, merges)
    found = [tuple(pair) for pair in bpe.merges]
    for text in [*words[:5], " ".join(words[:4]), "xyz", "aaaaa " + corpus(data, 1)[0]]:
        expected = []
        for word in text.split():
            symbols = [*word, "</w>"]
            for pair in found:
                symbols = merged(symbols, pair)
            expected += symbols
        tokens = bpe.encode(text)
        expect(tokens, expected, f"encode({text!r}) is {tokens}, expected {expected}")

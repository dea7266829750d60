"""Nine words with too few or too many spaces, or with other text between them."""

from collections.abc import Iterator, Sequence

from crypto.passcode.issuing import WORDS
from crypto.passcode.wordlist import LONGEST_WORD, SHORTEST_WORD, START, WordList

# Honest text can be cut in one way, rarely in two; hostile text in very many.
_MOST_CUTS = 16

Nine = tuple[int, ...]


def windows(typed: Sequence[str], of: WordList) -> list[Nine]:
    """Take nine in a row of the words that are on the list."""
    known = [number for word in typed if (number := of.number(word)) is not None]
    return [tuple(known[at : at + WORDS]) for at in range(len(known) - WORDS + 1)]


def respaced(typed: Sequence[str], of: WordList) -> list[Nine]:
    """Forget where the spaces were, and cut the letters into nine words of the list."""
    letters = "".join(typed)
    if len(letters) > WORDS * LONGEST_WORD:
        return []
    # From the last letter to the first, so that every tail is cut only once.
    tails: dict[tuple[int, int], list[Nine]] = {(len(letters), 0): [()]}
    for at in range(len(letters) - SHORTEST_WORD, -1, -1):
        heads = list(_words_at(letters, at, of))
        for count in range(1, WORDS + 1):
            cuts = [
                (number, *tail) for number, end in heads for tail in tails.get((end, count - 1), ())
            ]
            tails[at, count] = cuts[:_MOST_CUTS]
    return tails.get((0, WORDS), [])


def _words_at(letters: str, at: int, of: WordList) -> Iterator[tuple[int, int]]:
    """List the words that begin here and where each ends: whole, or cut to four letters."""
    for end in range(at + SHORTEST_WORD, min(at + LONGEST_WORD, len(letters)) + 1):
        piece = letters[at:end]
        number = of.number(piece) if len(piece) == START else of.whole(piece)
        if number is not None:
            yield number, end

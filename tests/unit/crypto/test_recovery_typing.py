"""A share is copied by hand, and what people write around its words is never a mistake."""

from crypto.recovery import (
    Quorum,
    RecoverySecret,
    RecoveryShare,
    TooLong,
    UnknownWord,
    read_share,
    split_secret,
)

PAPER = split_secret(RecoverySecret(bytes(32)), Quorum.majority(3))


def words_of(typed: str) -> str:
    share = read_share(typed)
    assert isinstance(share, RecoveryShare)
    return share.words


def test_a_share_may_be_typed_in_capitals_and_with_four_letters_of_each_word() -> None:
    printed = PAPER.members[0]
    short = " ".join(word[:4] for word in printed.split())
    assert read_share(short) == read_share(printed.upper()) == read_share(f"\n {printed}\t ")
    longer = " ".join(word[:5] if len(word) > 5 else word for word in printed.split())
    assert isinstance(read_share(longer), UnknownWord)


def numbered(words: list[str], mark: str) -> str:
    return "".join(f"{at}{mark}{word}\n" for at, word in enumerate(words, start=1))


def test_commas_numbers_and_what_pasting_brings_along_are_no_words() -> None:
    words = PAPER.members[0].split()
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in words[0])
    for typed in (
        ", ".join(words),
        ";".join(words),
        "_".join(words),
        numbered(words, ". "),
        numbered(words, ")"),
        numbered(words, ""),
        "\ufeff" + "\u00a0".join(words),
        "\u200b" + " ".join(word[0] + "\u00ad" + word[1:] for word in words),
        " ".join([wide, *words[1:]]),
    ):
        assert words_of(typed) == PAPER.members[0]


def test_a_text_much_longer_than_a_share_is_not_looked_at() -> None:
    printed = PAPER.members[0]
    assert words_of(printed.ljust(4_096)) == printed
    assert read_share(printed.ljust(4_097)) == TooLong()
    assert read_share("xyzzy " * 1_000) == TooLong()

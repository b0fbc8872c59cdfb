"""A few things kept for all: made once for a name, the one asked for longest ago forgotten."""

from components.few import Few


def test_a_thing_is_made_once_and_the_oldest_is_forgotten() -> None:
    made: list[str] = []

    def get(name: str) -> str:
        def make() -> str:
            made.append(name)
            return name.upper()

        return few.get((name,), make)

    few: Few[str] = Few(2)
    assert [get(name) for name in ("a", "b", "a", "c", "a")] == ["A", "B", "A", "C", "A"]
    assert made == ["a", "b", "c"]
    assert get("b") == "B"
    assert made == ["a", "b", "c", "b"], "asked for longest ago"


def test_what_cannot_be_made_is_tried_again() -> None:
    few: Few[int] = Few(1)
    tries = iter([0, 2])
    for expected in ("no", 5):
        try:
            found: object = few.get(("x",), lambda: 10 // next(tries))
        except ZeroDivisionError:
            found = "no"
        assert found == expected

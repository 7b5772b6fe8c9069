"""Which personal codes are refused, because somebody would try them first. `code_choice.js` says the same.

Dates are refused whosever they are: the server does not know anybody's date of birth, a colleague does.
"""

from __future__ import annotations

from datetime import date

LEAST, MOST = 6, 12
_RISING = "01234567890123456789"
_FAVOURITES = {
    "112233", "123321", "142536", "147258", "147852", "147369", "159357", "159753", "246810",
    "258456", "321654", "456789", "741852", "753951", "789456", "963852", "135790", "314159",
    "11223344", "12344321", "14725836", "31415926", "1123581321",
}  # fmt: skip


def problem(code: str) -> str | None:
    """Why this code cannot be chosen, in French; None when it can."""
    if not (code.isascii() and code.isdigit() and LEAST <= len(code) <= MOST):
        return f"Entre {LEAST} et {MOST} chiffres."
    if code in _RISING or code in _RISING[::-1]:
        return "Les chiffres se suivent : ce code serait essayé en premier."
    if _is_repeated(code):
        return "Les mêmes chiffres se répètent : ce code serait essayé en premier."
    if _is_date(code):
        return "Ce code ressemble à une date, que d’autres peuvent connaître."
    if code in _FAVOURITES:
        return "Ce code est trop courant : il serait essayé en premier."
    return None


def _is_repeated(code: str) -> bool:
    """One group of up to half the digits, over and over (the last time perhaps cut): 000000, 121212, 12341234."""
    groups = range(1, len(code) // 2 + 1)
    return len(set(code)) < 3 or any((code[:n] * len(code))[: len(code)] == code for n in groups)


def _is_date(code: str) -> bool:
    """A day of the last or the present century, as people write them with six or eight digits."""
    if len(code) == 6:
        return any(
            _exists(century + int(code[y : y + 2]), code[m : m + 2], code[d : d + 2])
            for d, m, y in ((0, 2, 4), (4, 2, 0), (2, 0, 4))
            for century in (1900, 2000)
        )
    if len(code) == 8:
        return any(
            1900 <= int(code[y : y + 4]) < 2100
            and _exists(int(code[y : y + 4]), code[m : m + 2], code[d : d + 2])
            for d, m, y in ((0, 2, 4), (6, 4, 0), (2, 0, 4))
        )
    return False


def _exists(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True

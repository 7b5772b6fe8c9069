"""python -m tests.soak.serving: `chevet serve` as it is, but for an application that can lose its power."""

from __future__ import annotations

from app.commands import serving

_AS_SHIPPED = serving._gunicorn


def main() -> None:
    serving._gunicorn = lambda settings: [
        *_AS_SHIPPED(settings)[:-1],
        "tests.soak.dying:application()",
    ]
    serving.serve.main([], standalone_mode=False)


if __name__ == "__main__":
    main()

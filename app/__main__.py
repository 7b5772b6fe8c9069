"""`python -m app` is `chevet`."""

from app.cli import main

main()

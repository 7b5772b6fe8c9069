"""Seeds of schedules that failed once, each with what it showed. They run in every soak, and in its short form."""

SEEDS: dict[int, str] = {}

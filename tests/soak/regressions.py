"""Seeds of schedules that failed once, each with what it showed. They run in every soak, and in its short form.

A seed means what `schedule.py` draws from it: whoever changes how schedules are drawn finds seeds that show the same.
"""

SEEDS: dict[int, str] = {
    6: "a clock set while the tablet was off: entries an hour from their place, and nothing said so",
    109: "on PostgreSQL: the first wall of a new home failed, making its key where nothing may be written",
}

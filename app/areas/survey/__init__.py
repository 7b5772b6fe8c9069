"""What persons think of the home: a survey that is easy to read, answered without one's name or with it.

Without a name, an answer is a number added to others: no row says who gave which. With it, it is sealed under the
person's key. `questions` is what is asked, `commands` what may be done, `queries` what the home
reads once it is closed.
"""

"""What is measured about a person: which kinds there are, what may be typed, what is asked back, what is beyond.

`kinds` holds the shapes; `vital`, `biology` and `daily` the kinds themselves; `numbers` how a number is typed and
shown; `judging` what is wrong or odd about a measure; `missing` why there is none; `wording` a measure in French;
`thresholds` from where on a nurse is told. Values go by decimal text (« 1.05 »), so that nothing is rounded on the way.
The browser has the same rules (`pwa/src/lib/observations.js`) and runs the same examples
(`tests/vectors/observations.json`). Begin with `judging.judge`.
"""

from transmissions.observations.judging import Judgement, Problem, judge
from transmissions.observations.kinds import Kind, Part
from transmissions.observations.missing import Missing
from transmissions.observations.questions import Question
from transmissions.observations.table import BY_NAME, KINDS, SAFETY

__all__ = [
    "BY_NAME",
    "KINDS",
    "SAFETY",
    "Judgement",
    "Kind",
    "Missing",
    "Part",
    "Problem",
    "Question",
    "judge",
]

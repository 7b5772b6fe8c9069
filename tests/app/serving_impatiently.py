"""python -m tests.app.serving_impatiently SECONDS: `chevet serve` waiting so long for a whole request to be there."""

from __future__ import annotations

import sys

from app import arrival
from app.commands import serving

if __name__ == "__main__":
    arrival.MOST_SECONDS = float(sys.argv[1])
    serving.serve.main([], standalone_mode=False)

"""What happened: events written in the same transaction as what they tell, then sealed in a chain.

Nothing here reads or writes care data. Begin with `record.py`; `sealing.py` makes the chain,
`verify.py` reads it again.
"""

from app.gate.audit import record
from app.gate.directory import trace

trace.hand_down(record.record)

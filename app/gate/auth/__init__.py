"""Who is there: devices, passkeys, invitations, sessions, keys for tablets, and the policy table.

Nothing here decides what a transmission or a person is. Begin with `policy.py` (what each role may do) and `unlock.py`.
"""

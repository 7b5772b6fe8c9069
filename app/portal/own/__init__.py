"""What a person reads of themself on the portal: what is planned, what is noted of them, who opened their file.

`notes` is what they may contest, `planned` what is to come, `lectures` who read. Everything is asked for at each
request, in the home that the session acts for, about the session's person and nobody else.
"""

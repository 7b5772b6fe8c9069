"""The running product, driven as people drive it: a real server, a real Chromium, real passkeys.

Begin with `server.py` (what is started) and `tablet.py` (a Chromium tablet with its authenticator).
"""

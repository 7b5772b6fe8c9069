"""The demo world: invented homes, teams, persons and two weeks of their life. Production images do
not contain this folder.

`world.build(now)` makes it as plain values, always the same for the same moment; `load.seed` puts
it in an empty database and leaves the permanent marker. `stories/` is what happens to people. Begin
with `world.py`.
"""

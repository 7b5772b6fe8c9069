"""What is prescribed to a person: lines in versions, doses due, controls, alerts overridden.

The rules are in `medication/`; nothing here judges a drug. Begin with `models` (what is kept), then `commands`
(what may be done with a line: each makes the doses due anew in the same transaction) and `queries` (the only place
where seals are opened). Administrations are not here: a dose says what is due, never what was given.
`questions` is what is doubted of a line, `transcribing` how a document is copied into lines and read again beside them.
"""

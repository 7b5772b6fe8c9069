"""Examples of the wire protocol that Python and the browser both run; README.md says what each holds."""

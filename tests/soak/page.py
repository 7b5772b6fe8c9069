"""What the page of a Chromium tablet is asked, in its own language: its engine, its store, its server."""

HANDLE = "document.addEventListener('chevet:engine', ({ detail }) => (window.soaked = detail));"
RECORD = "([type, given]) => window.soaked.record(type, given).then(({ id }) => id, () => null)"
UNLOCK = (
    "(staff) => window.soaked.unlock(staff).then(() => true, (error) => error.code ?? `${error}`)"
)
STANDING = "() => ({ status: window.soaked?.status, waiting: window.soaked?.queue?.count })"
NUDGE = "() => window.soaked.contact.nudge()"
WAITING = """async () => (await window.soaked.tablet.db.getAll('outbox'))
  .filter(({ state }) => state === 'waiting').map(({ id }) => id)"""
SLICES = """() => [...window.soaked.opened.memory.slices.values()].map((slice) => [slice.unit, {
  unit: slice.row ? [slice.row] : [], person: [...slice.persons.values()], entry: [...slice.entries()],
  staff: [...slice.staff.values()], vocabulary: [...slice.vocabularies.values()],
  follow_up: [...slice.followUps.rows.values()] }])"""
FRESH = "(unit) => fetch(`/api/v1/changes?unit=${unit}`).then((answer) => answer.json())"

// A home of 80 persons, each with six drugs due now, laid into the memory of the page that a nurse opened; and the hand
// that begins the round.
(() => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const engine = () =>
    new Promise((met) => document.dispatchEvent(new CustomEvent('chevet:visitor', { detail: met })));
  const HOUR = 3_600_000;
  // What one tap gives: nothing of the gesture is asked.
  const isPlain = ({ rule, over, gesture, unit, pauses }) => rule?.kind === 'regular' && unit === 'comprimé' && !over && !gesture && pauses.length === 0;

  /** `each` doses at this very hour for every person, and no other; how many persons there are. */
  async function fill(each) {
    const here = await engine();
    const { opened } = here;
    const slices = [...opened.memory.slices.values()];
    const lines = slices.flatMap((slice) => [...slice.kept('line').values()]).filter(isPlain);
    const now = Date.now();
    let persons = 0;
    for (const slice of slices) {
      slice.kept('dose').clear();
      slice.merge({ person: [...slice.persons.values()].map((person) => ({ ...person, presence: 'present' })) });
      const line = [], dose = [];
      for (const person of slice.persons.keys()) {
        persons += 1;
        for (let at = 0; at < each; at += 1) {
          const like = lines[(persons * each + at) % lines.length];
          const [id, chain] = [crypto.randomUUID(), crypto.randomUUID()];
          line.push({ ...like, id, chain, person, change: null });
          dose.push({
            id: crypto.randomUUID(),
            person,
            line: id,
            act: 'give',
            due_at: new Date(now).toISOString(),
            early: 60,
            late: 60,
            amount: '1',
            dose: like.dose,
            slot: 'à midi',
            absent: false,
            expires_at: new Date(now + 24 * HOUR).toISOString(),
            apart: {},
          });
        }
      }
      slice.merge({ line, dose });
    }
    opened.memory.touch();
    here.emit('rows');
    await frame();
    return persons;
  }

  /** Milliseconds from the touch of a button until what it brings has been drawn. */
  async function timed(button, isThere) {
    await frame();
    const from = performance.now();
    button.click();
    while (!isThere()) await new Promise((done) => setTimeout(done));
    await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - from;
  }

  const count = (selector) => document.querySelectorAll(selector).length;

  /** From « Tournée » to the moments, then from the moment to the round: its list, and the doses of the first person. */
  async function begin(persons, each) {
    const place = document.querySelector('a[href="/tournee"]');
    const moments = await timed(place, () => count('.giving-moment') > 0);
    const drawn = await timed(document.querySelector('.giving-moment'), () => count('.walk-row') >= persons && count('.giving-card') >= each);
    return { moments, drawn };
  }

  globalThis.round = { fill, begin };
})();

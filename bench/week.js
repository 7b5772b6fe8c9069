// A long week about one person, laid into the memory of the page that a reader opened, and the hand that opens it.
(() => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const engine = () =>
    new Promise((met) => document.dispatchEvent(new CustomEvent('chevet:visitor', { detail: met })));
  const SAID = [
    'Douleur à l’épaule droite au lever, EN à 5, soulagée après installation.',
    'A bien mangé à midi, reprend du dessert ; boit peu, à stimuler cet après-midi.',
    'Nuit calme, levée seule à 2 h 10 pour aller aux toilettes, raccompagnée.',
    'Sa fille est venue, sortie au jardin ; demande des nouvelles du médecin.',
  ];

  /** `count` entries of the last week about the first person of the list; her name. */
  async function fill(count) {
    const here = await engine();
    const { opened, me } = here;
    const [person] = here.persons();
    const slice = [...opened.memory.slices.values()].find(({ persons }) => persons.has(person.id));
    const cible = here.vocabulary().cibles[0];
    const entry = Array.from({ length: count }, (_, at) => ({
      id: crypto.randomUUID(),
      person: person.id,
      author: [...slice.staff.keys()][at % slice.staff.size] ?? me.id,
      cible: cible.id,
      label: cible.label,
      vocabulary: 1,
      data: `${SAID[at % SAID.length]} ${SAID[(at + 1) % SAID.length]}`,
      actions: at % 2 ? SAID[(at + 2) % SAID.length] : null,
      result: null,
      chips: { data: cible.data.slice(0, 1), actions: [], result: [] },
      importance: 'normal',
      to_read: false,
      alarm: false,
      incomplete: false,
      occurred_at: new Date(Date.now() - (at * 6.9 * 864e5) / count).toISOString(),
      received_at: null,
      flags: [],
      acknowledged: null,
      additions: [],
      read_by: at % 9 ? [me.id] : [],
      expires_at: null,
    }));
    slice.merge({ entry });
    opened.memory.touch();
    here.emit('rows');
    await frame();
    return person.displayName;
  }

  /** Milliseconds from the touch of a row until its first entries are on the screen. */
  async function openPerson(name) {
    const row = [...document.querySelectorAll('a.row')].find((one) => one.textContent.includes(name));
    await frame();
    const from = performance.now();
    row.click();
    while (!document.querySelector('chevet-person article.entry')) await new Promise((done) => setTimeout(done));
    await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - from;
  }

  globalThis.week = { fill, openPerson };
})();

/**
 * What is said once an entry is safe on the tablet, and the ten seconds in which it can be taken back.
 */
import { saysSomething } from './composer/draft.js';

/**
 * @typedef {{id: string, person: string, draft: import('./composer/draft.js').Draft}} Recorded
 * @typedef {import('../elements/toasts.js').Saying} Saying
 */

/**
 * What the composer hands to the page that outlives it.
 * @typedef {(host: import('../elements/drawn.js').Drawn, say: (saying: Saying) => void) => void} Telling
 */

/** @param {Recorded} recorded @returns {Telling} */
export const recordedAs = (recorded) => (host, say) => sayRecorded(host, recorded, say);

/** @param {import('../elements/drawn.js').Drawn} host @param {Recorded} recorded @param {(saying: Saying) => void} say */
function sayRecorded(host, { id, person, draft }, say) {
  const { refiles } = /** @type {import('./composer/refiling.js').Refiled} */ (draft);
  if (refiles) host.attempt(() => host.engine.settle(refiles, { as: id }));
  if (draft.entry) return say({ text: 'Complément enregistré' });
  if (draft.corrects) {
    const takeBack = async () => (await host.engine.undo(id), say({ text: 'Correction annulée, l’ancienne version est rétablie' }));
    return say({ text: 'Correction enregistrée', action: { label: 'Annuler', run: () => host.attempt(takeBack) } });
  }
  const undo = async () => {
    await host.engine.undo(id);
    if (saysSomething(draft)) await host.engine.saveDraft(person, draft);
    say({ text: saysSomething(draft) ? 'Transmission annulée, le texte reste en brouillon' : 'Transmission annulée' });
  };
  return say({ text: 'Transmission enregistrée', action: { label: 'Annuler', run: () => host.attempt(undo) } });
}

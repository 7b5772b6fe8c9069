/**
 * Answers while a drug's name is typed. The form works without this: it is then answered by a page. What is typed goes
 * by POST, so that it is in no address and no log.
 */
const PAUSE = 120;
const UNREACHABLE = 'Le serveur ne répond pas. Ce qui est écrit est gardé : réessayez dans un instant.';
const LOCKED = 'Votre session s’est fermée. Rechargez la page pour revenir avec votre clé.';

/**
 * `detail`, when it is there, is told in place of contents and routes.
 * @typedef {{cis: string, name: string, routes: string[], marketed: boolean, ingredients: {name: string}[], detail?: string}} Drug
 */
/** @typedef {{key: string, label: string}} Substance */
/** @typedef {{total: number, approximate: boolean, substance: Substance|null, results: Drug[]}} Answers */

/** The session was closed meanwhile: trying again would change nothing. */
class Locked extends Error {}

for (const form of document.querySelectorAll('[data-drug-search]')) follow(/** @type {HTMLFormElement} */ (form));

for (const field of document.querySelectorAll('[data-scan]')) hear(/** @type {HTMLInputElement} */ (field));

/** @param {HTMLFormElement} form */
function follow(form) {
  const input = /** @type {HTMLInputElement|null} */ (form.querySelector('input[type=search]'));
  const list = document.querySelector('[data-drug-answers]');
  const told = document.querySelector('[data-drug-told]');
  if (!input || !list || !told) return;
  const empty = document.querySelector('[data-drug-empty]');
  input.closest('.search-form')?.querySelector('button')?.setAttribute('hidden', '');
  const draw = drawing(form.dataset.drugPage);
  let asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let pause;

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const typed = input.value.trim();
    try {
      const answers = typed ? await answersTo(form.dataset.drugSearch ?? '', typed, asking.signal) : null;
      const whole = answers?.substance && !form.dataset.drugPage ? [ofSubstance(answers.substance)] : [];
      list.replaceChildren(...whole, ...(answers?.results ?? []).map(draw));
      told.textContent = answers ? sentence(answers, typed) : '';
      empty?.toggleAttribute('hidden', Boolean(answers));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) told.textContent = error instanceof Locked ? LOCKED : UNREACHABLE;
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => void ask(), PAUSE);
  });
  form.addEventListener('submit', () => clearTimeout(pause));
  for (const place of [input, list]) {
    place.addEventListener('keydown', (event) => move(/** @type {KeyboardEvent} */ (event), input, list));
  }
}

/** @param {string} url @param {string} typed @param {AbortSignal} signal @returns {Promise<Answers>} */
async function answersTo(url, typed, signal) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ q: typed }), signal });
  if (answer.status === 401) throw new Locked();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** @param {Answers} answers @param {string} typed */
function sentence({ results, total, approximate }, typed) {
  if (results.length === 0) return `Rien ne répond à « ${typed} » dans ce référentiel.`;
  if (approximate) return 'Rien ne s’écrit exactement ainsi ; au plus près :';
  if (total > results.length) return `${results.length} réponses sur ${total} : précisez pour voir les autres.`;
  return total > 1 ? `${total} réponses` : '1 réponse';
}

/** An answer is a link to its page where there is a page, else a button that adds it. @param {string|undefined} page */
function drawing(page) {
  return (/** @type {Drug} */ drug) => {
    const row = document.createElement('li');
    row.append(page ? link(drug, page) : button(drug.cis, drug.name));
    if (!drug.marketed) row.append(' ', span('tag attention', 'Arrêté'));
    if (drug.detail !== undefined) {
      row.append(' ', span('quiet small', drug.detail));
      return row;
    }
    const contents = drug.ingredients.map((each) => each.name.toLowerCase()).join(', ') || 'composition inconnue';
    row.append(' ', span('quiet small', `${contents} · ${drug.routes.join(', ') || 'voie inconnue'}`));
    return row;
  };
}

/** @param {Drug} drug @param {string} page */
function link(drug, page) {
  const made = document.createElement('a');
  made.href = page.replace('CIS', drug.cis);
  made.textContent = drug.name;
  return made;
}

/** @param {Substance} substance */
function ofSubstance({ key, label }) {
  const row = document.createElement('li');
  row.append(button(`dci:${key}`, label), ' ', span('quiet small', 'la substance, sans précision'));
  return row;
}

/** @param {string} value @param {string} name */
function button(value, name) {
  const made = document.createElement('button');
  Object.assign(made, { className: 'drug-add', type: 'submit', name: 'add', value, textContent: name });
  return made;
}

/** @param {string} className @param {string} text */
function span(className, text) {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}

/** Arrows walk the answers and come back to the field; Escape comes back at once.
 * @param {KeyboardEvent} event @param {HTMLInputElement} input @param {Element} list */
function move(event, input, list) {
  const steps = [input, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('a, button'))];
  const here = steps.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const there = { ArrowDown: here + 1, ArrowUp: here - 1, Escape: here > 0 ? 0 : -1 }[event.key];
  if (there === undefined || here < 0 || there < 0 || there >= steps.length) return;
  event.preventDefault();
  steps[there].focus();
}

/** A scanner that types sends its separators as Ctrl+] or as F8: the field keeps them.
 * @param {HTMLInputElement} field */
function hear(field) {
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'F8' && !(event.ctrlKey && [']', '$'].includes(event.key))) return;
    event.preventDefault();
    field.setRangeText('\x1d', field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  });
}

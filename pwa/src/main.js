/**
 * The bedside starts here: one engine, one root element, the address bar between them.
 */
import { followTheme } from './elements/theme.js';
import { Engine } from './engine.js';
import { EngineError } from './lib/engine_error.js';
import { routeOf } from './lib/route.js';
import { Navigation } from './navigation.js';
import { Bedside } from './screens/bedside.js';
import { followUpdates } from './updates.js';

const engine = new Engine();
const bedside = new Bedside();
const navigation = new Navigation((place) => (bedside.place = place));
/** @type {{staff: string, path: string}|null} where the one who locked was, for the same person's return */
let left = null;
/** @type {string} */
let before = engine.status;
let who = '';
let onLock = () => {};

function onChange() {
  const { status, me } = engine;
  if (status === before) return;
  if (before === 'unlocked') leave();
  if (status === 'unlocked') enter(me?.id ?? '');
  before = status;
  if (status === 'locked') onLock();
}

/** @param {string} staff */
function enter(staff) {
  who = staff;
  const here = routeOf(location.pathname);
  // A sheet left open by a reload was somebody's: whoever unlocks next finds the person, not the sheet.
  if (here?.name === 'compose') return navigation.go(`/personnes/${here.person}`, { replace: true });
  if (here?.name !== 'wall') return navigation.here();
  navigation.go(left?.staff === staff ? left.path : '/personnes', { replace: true });
}

function leave() {
  left = { staff: who, path: location.pathname };
  navigation.go('/', { replace: true });
}

bedside.engine = engine;
bedside.addEventListener('compose', (event) => {
  const { person, ...touched } = /** @type {CustomEvent} */ (event).detail;
  navigation.go(`/personnes/${person}/transmission`, { touched });
});
bedside.addEventListener('back', (event) => navigation.back(/** @type {CustomEvent} */ (event).detail));
engine.addEventListener('change', onChange);

followTheme();
navigation.here();
document.querySelector('#bedside')?.append(bedside);
engine.start().catch((error) => {
  if (!(error instanceof EngineError)) throw error;
  bedside.problem = error.message;
});
followUpdates({
  isFree: () => !['unlocking', 'unlocked'].includes(engine.status),
  whenKept: () => engine.whenLocked(),
}).then((activate) => (onLock = activate));

/**
 * The bedside starts here: one engine, one root element, the address bar between them.
 */
import { followTheme } from './elements/theme.js';
import { Engine } from './engine.js';
import { EngineError } from './lib/engine_error.js';
import { routeOf } from './lib/route.js';
import { Navigation } from './navigation.js';
import { Bedside } from './screens/bedside.js';

const engine = new Engine({ late: () => import('./screens/beyond.js').then(({ late }) => late) });
const bedside = new Bedside();
const navigation = new Navigation((place) => (bedside.place = place));
/** Where each was who locked, for their own return: whoever comes in between has a place of their own. @type {Map<string, string>} */
const left = new Map();
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
  if (here?.name === 'compose') return navigation.go(here.round ? '/tour' : `/personnes/${here.person}`, { replace: true });
  if (here?.name !== 'wall') return navigation.here();
  navigation.go(left.get(staff) ?? '/personnes', { replace: true });
  if (!left.has(staff)) void engine.filled.then(backToRound);
}

/** A reload forgets where one was; a round that was not paused is sealed with its author's drafts. */
function backToRound() {
  const round = engine.round();
  if (round && !round.paused && location.pathname === '/personnes') navigation.go('/tour', { replace: true });
}

function leave() {
  // The sheet over a round is not a place: whom it was about is in no address.
  left.set(who, routeOf(location.pathname)?.round ? '/tour' : location.pathname);
  navigation.go('/', { replace: true });
}

bedside.engine = engine;
bedside.addEventListener('compose', (event) => {
  const { person, ...touched } = /** @type {CustomEvent} */ (event).detail;
  if (routeOf(location.pathname)?.round) return navigation.go('/tour/transmission', { touched: { person, ...touched } });
  navigation.go(`/personnes/${person}/transmission`, { touched });
});
bedside.addEventListener('go', (event) => navigation.go(/** @type {CustomEvent} */ (event).detail));
bedside.addEventListener('back', (event) => navigation.back(/** @type {CustomEvent} */ (event).detail));
engine.addEventListener('change', onChange);

followTheme();
navigation.here();
// The worker does not keep for long what another app shared.
if (routeOf(location.pathname)?.name === 'share') void import('./engine/shared_files.js');
document.querySelector('#bedside')?.append(bedside);
engine.start().catch((error) => {
  if (!(error instanceof EngineError)) throw error;
  bedside.problem = error.message;
});
const page = { isFree: () => !['unlocking', 'unlocked'].includes(engine.status), whenKept: () => engine.whenLocked() };
// Nobody waits for a new version; without its piece this one goes on, and asks again at the next start.
import('./updates.js').then(({ followUpdates }) => followUpdates(page)).then(
  (activate) => (onLock = activate),
  () => {},
);

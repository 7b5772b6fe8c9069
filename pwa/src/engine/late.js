/**
 * What the engine needs now and then: it comes with the screens beyond the list, or when it is first asked for.
 */
export { offerAgain } from '../outbox/renewal.js';
export { resealOld, resealUnit } from '../store/reseal.js';
export { tellTries } from './code_tries.js';
export { askHistory } from './history.js';
export { sendParts } from './sending_parts.js';

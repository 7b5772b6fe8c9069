/**
 * What must be asked between « Donner » and recording, for the few gestures that need it; nothing for the others.
 */
export { handled, stepsOf as stepsFor } from './steps/all.js';

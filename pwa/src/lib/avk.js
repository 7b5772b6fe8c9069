/**
 * An antivitamin K on its day, by what the line and the last INR say: the rules of `medication/avk.py`.
 */
import { isBelow } from './decimals.js';

/** Whether the INR asks to wait for a decision. @param {string} inr @param {string} hold the home's */
export const isHeld = (inr, hold) => !isBelow(inr, hold);

/** The sounds of this page, shared by what scans and what gives a verdict. */
import { signalsHere } from '../lib/signals.js';

export const signals = signalsHere();

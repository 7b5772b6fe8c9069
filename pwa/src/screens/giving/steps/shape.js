/**
 * The shape of a step: something that is asked between « Donner » and recording, only where the gesture needs it.
 *
 * @typedef {import('../../../elements/drawn.js').Drawn} Drawn
 * @typedef {import('../../../elements/shapes.js').Engine} Engine
 * @typedef {import('../../../lib/rows.js').LineRow} Line
 * @typedef {import('../../../lib/rows.js').DoseRow} Dose
 * @typedef {import('../../../engine/administered.js').Administration} Administration
 * @typedef {{engine: Engine, person: string, line: Line, dose: Dose|null, act: 'give'|'remove'|'check', outcome: string,
 *   administrations: Administration[], now: Date}} Context dose: null for what is given if needed
 * @typedef {Record<string, any>} Answers of one gesture, shared by its steps; each keeps to names of its own
 * @typedef {(patch: Answers) => void} Set
 * @typedef {object} Step
 * @property {string} id
 * @property {string} title
 * @property {(answers: Answers) => boolean} [applies] absent: it does
 * @property {(host: Drawn, answers: Answers, set: Set) => unknown} view
 * @property {(answers: Answers) => string} isMissing what is missing before one may go on; '' when nothing is
 * @property {(answers: Answers) => string} [verb] the words of the last button, where this step knows better; '' where it does not
 * @property {(answers: Answers) => string} [gives] how much this step found is to be given; '' where what is written holds
 * @property {(answers: Answers) => {says: string, done: string}|null} [stop] nothing is given now: why, and the button that says so
 * @property {(answers: Answers) => Promise<string>} [leave] records what that asks for, and says so
 * @property {(answers: Answers) => Promise<Answers>} [before] what is recorded just before the dose
 * @property {(answers: Answers, body: any) => void} put writes the answer into `dose.administer`
 */
export {};

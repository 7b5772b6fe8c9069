/**
 * Whether something to do is late. Apart from the rest (`follow_ups.js`): the list of persons needs this much only.
 */

/** @param {{closed: object|null, due_at: string}} one */
export function isOverdue({ closed, due_at }, now = new Date()) {
  return !closed && Date.parse(due_at) <= now.getTime();
}

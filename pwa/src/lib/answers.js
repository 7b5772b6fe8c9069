/**
 * The two ways a request to the server can fail. Whether there is a network is judged from these, never from the
 * browser's own opinion: a stopped server or a hotel's sign-in page also count as "no network".
 */

/** Nothing that speaks our protocol answered. Everything that waits stays. */
export class Unreachable extends Error {
  name = 'Unreachable';
}

/** The server answered, and said no. */
export class Refusal extends Error {
  name = 'Refusal';

  /** @param {number} status @param {{code?: string, type?: string, title?: string, detail?: string}} problem RFC 9457 */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `status ${status}`);
    this.status = status;
    this.code = problem.code ?? '';
    this.detail = problem.detail ?? null;
  }
}

/**
 * What auth, outbox and store need of the server.
 * @typedef {object} Server
 * @property {(path: string, options?: {timeout?: number}) => Promise<any>} get
 * @property {(path: string, body: unknown, options?: {timeout?: number, keepalive?: boolean}) => Promise<any>} post
 */

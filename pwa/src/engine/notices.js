/**
 * What the tablet says of itself, unasked: why it locked, what the server set aside.
 */
import { EngineError } from '../lib/engine_error.js';

/** @type {Record<string, string>} by reason of a lock; a lock that someone asked for says nothing */
export const NOTICES = {
  suspended: 'La tablette s’est verrouillée : le serveur a fermé cette session. Ce qui est enregistré est en sûreté.',
  refused:
    'Le serveur n’a pas reconnu l’ouverture faite sans réseau. Ce qui attend est en sûreté ; prévenez la coordination.',
  lease_expired: new EngineError('lease_expired').message,
  unreadable:
    'La tablette n’a pas pu relire ce qu’elle garde. Ce qui attend est en sûreté ; touchez à nouveau votre prénom.',
  removed: new EngineError('unknown_staff').message,
};

/** @param {{reason: string|null}} row an envelope that was quarantined */
export function quarantineNotice({ reason }) {
  const why = reason ? ` ${reason}` : '';
  return `Une entrée n’a pas pu être rangée par le serveur ; elle est gardée à part.${why}`;
}

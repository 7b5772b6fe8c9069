/**
 * From here on the tablet knows what a dose asks for later, under the dose's own id, and shows it before the server does.
 */
import { askedAfter } from '../../lib/afterwards.js';
import { LATER } from '../../store/follow_ups.js';

LATER.of = ({ id, type, person, at, body }, { rowsOf }) => {
  if (type !== 'dose.administer') return null;
  const line = rowsOf?.('line', person ?? '').find((one) => one.id === body.line);
  const asked = line && askedAfter(line, body.act, body.outcome, body.at ?? at);
  return asked ? { ...asked, id } : null;
};

LATER.gone = ({ type, body }) => {
  const isSaidOtherwise = type === 'dose.amend' && (body.outcome || body.why === 'wrong_person');
  return isSaidOtherwise || type === 'dose.retract' ? body.administration : '';
};

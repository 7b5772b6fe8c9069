/**
 * The screens beyond the list, together: one file to fetch once the list is there.
 */
import '../elements/icons_beyond.js';
import '../elements/scanning.js';
import '../elements/tablet_state.js';
import './answer.js';
import './capture.js';
import './charter.js';
import './code_sheet.js';
import './composer.js';
import './documents.js';
import './emergency.js';
import './emergency_sheet.js';
import './enrolling.js';
import './giving.js';
import './lost.js';
import './measure.js';
import './person.js';
import './rescue.js';
import './resolving.js';
import './review.js';
import './round.js';
import './share.js';
import './todo.js';
import './transmissions.js';
import './treatment.js';
import './wounds.js';

export * as late from '../engine/late.js';
export * as pieces from './pieces.js';

/**
 * What screens and elements know of the engine and of the values it gives, as types only. The engine is handed to each
 * element by its parent; nothing here says how it stores, seals or sends.
 *
 * @typedef {import('../lib/rows.js').UnitRow} Unit
 * @typedef {import('../lib/rows.js').Mark} Mark
 * @typedef {import('../lib/rows.js').Cible} Cible
 * @typedef {import('../lib/rows.js').VocabularyRow} Vocabulary
 * @typedef {import('../lib/rows.js').Texts} Texts
 * @typedef {import('../store/memory.js').Person} Person
 * @typedef {import('../store/merge.js').Entry} Entry
 * @typedef {import('../store/merge.js').ShownAddition} Addition
 * @typedef {import('../store/follow_ups.js').FollowUp} FollowUp
 * @typedef {{id: string, firstName: string, roleLabel: string, onDuty: boolean, lastHere: boolean}} WallStaff
 * @typedef {{device: {id: string, name: string, kind: string}, establishment: {id: string, name: string, timezone: string},
 *   units: Unit[], staff: WallStaff[], waiting: {count: number, oldestAt: Date|null}}} Wall
 *
 * @typedef {object} Engine
 * @property {'starting'|'not-enrolled'|'locked'|'unlocking'|'unlocked'|'elsewhere'} status
 * @property {Wall|null} wall
 * @property {{id: string, firstName: string, role: string, roleLabel: string}|null} me
 * @property {import('../engine/standing.js').Queue} queue
 * @property {import('../engine/room.js').State} storage
 * @property {import('../lib/lost_words.js').Lost|null} lost numbers that never reached the server
 * @property {() => Promise<void>} understandLoss
 * @property {import('../engine/rescue.js').Means} means of a rescue file
 * @property {() => void} stepOut the app opens something of the system's over itself
 * @property {() => import('../engine/review.js').Item[]} review what was put aside and the reader may decide
 * @property {() => void} lookAtReview it is on the screen
 * @property {(item: {command: string|null, quarantine: string|null}, decision: {reason?: string, as?: string}) => Promise<void>} settle
 * @property {() => import('../store/facts.js').Fact[]} waitingLong with the server's reason
 * @property {{asOf: Date|null, online: boolean}} freshness
 * @property {(permission: string) => boolean} may
 * @property {number} keyNotices what happened to the reader's keys and waits for their word
 * @property {import('../lib/rows.js').Charter|null} charter what the reader has yet to accept
 * @property {(what: 'status') => void} emit
 * @property {(staffId: string, typed?: import('../engine/door.js').Typed|null) => Promise<void>} unlock
 * @property {(staffId: string) => {isBlocked: boolean, mustChange: boolean, hasOther: boolean}|null} codeOf of the tablet's own
 *   passkey, for whoever has one
 * @property {(staffId: string) => boolean} isQuick whether the key alone, touched, opens for this person
 * @property {(reason: string) => Promise<void>} lock
 * @property {() => Promise<void>} takeOver
 * @property {() => void} toOffice called when the next page is the office
 * @property {() => Unit[]} units
 * @property {(unitId?: string) => Person[]} persons
 * @property {(id: string) => Person|null} person
 * @property {(personId: string) => Entry[]} entries
 * @property {(unitId?: string) => Entry[]} unitEntries
 * @property {(ids: string[]) => Entry[]} olderEntries
 * @property {(staff: string) => string|null} nameOf
 * @property {(personId: string, asked?: import('../engine/history.js').Asked) => Promise<import('../engine/history.js').Found>} history
 * @property {() => Entry[]} alarms
 * @property {(unitId?: string) => FollowUp[]} followUps open or closed lately, earliest due first
 * @property {(personId: string) => FollowUp[]} followUpsOf
 * @property {(entry: Entry) => FollowUp[]} followUpsFrom what was asked with it
 * @property {(kind: typeof import('../store/shelf.js').SHELVED[number], personId: string) => any[]} rowsOf what the feed tells of a person, as it came
 * @property {(type: string) => import('../store/facts.js').Fact[]} factsOf what was done here and is not yet told by the feed
 * @property {() => Vocabulary|null} vocabulary
 * @property {(personId: string) => Cible[]} usualCibles
 * @property {(type: string, command: {person: string|null, body: object, confirm?: (action: any) => Promise<any[]>}) => Promise<{id: string}>} record
 * @property {(entryId: string) => Promise<void>} undo
 * @property {boolean} inRound a round is on the screen
 * @property {Promise<void>} filled when all that the tablet keeps is in memory, drafts too
 * @property {() => import('../lib/round.js').Round|null} round the reader's own, if one is under way
 * @property {(round: import('../lib/round.js').Round|null) => Promise<void>} keepRound
 * @property {() => Person[]} drafted about whom the reader left something unfinished
 * @property {(personId: string) => any} draft
 * @property {(personId: string, draft: object|null) => Promise<void>} saveDraft
 * @property {(type: 'change', listener: (event: any) => void) => void} addEventListener
 * @property {(type: 'change', listener: (event: any) => void) => void} removeEventListener
 */
export {};

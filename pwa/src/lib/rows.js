/**
 * The shapes of what the server sends, as types only. They follow the change feed and the wall of docs and vectors.
 *
 * @typedef {{id: string, name: string}} UnitRow
 * @typedef {{kind: string, text: string}} Mark
 * @typedef {{kind: 'contest'|'addendum', voice: string, by: string, text: string, at: string}} SaidBeside what the person,
 *   or who speaks for them, says beside something of the file
 * @typedef {{id: string, unit: string, room: string, position: number, family_name: string, given_name: string,
 *   used_name: string|null, birth_name: string|null, born_on: string|null, sex: 'F'|'M'|null, picture: string|null,
 *   marks: Mark[], presence: 'present'|'hospital'|'outing', admitted_on: string, usual: string[]}} PersonRow
 *   born_on and sex: null where the row was altered and no longer opens
 * @typedef {{data?: string[], actions?: string[], result?: string[]}} Chips
 * @typedef {{data?: string|null, actions?: string|null, result?: string|null, chips?: Chips}} Texts
 * @typedef {Texts & {id: string, author: string, occurred_at: string}} Addition
 * @typedef {{by: string, at: string}} Acknowledgement
 * @typedef {Texts & {id: string, person: string, author: string, cible: string, label: string, vocabulary: number,
 *   importance: 'normal'|'important', to_read: boolean, alarm: boolean, incomplete: boolean, occurred_at: string,
 *   received_at: string|null, flags: string[], acknowledged: Acknowledgement|null, additions: Addition[],
 *   read_by: string[], expires_at: string|null, root?: string, version?: number, corrects?: string|null,
 *   correction?: {reason: string, at: string}|null, superseded_by?: string|null, witness?: string|null,
 *   alone?: string|null, marks?: SaidBeside[]}} EntryRow witness: who confirmed it with their own key; alone: why nobody did
 *   what a row kept by an earlier version of the app does not say of versions is what a first version would say
 * @typedef {Acknowledgement & {id: string, outcome: 'done'|'not_needed', result: string|null, chips: string[]}} Closing
 * @typedef {{by: string, at: string, from: string, to: string, reason: string|null}} Postponing
 * @typedef {{id: string, person: string, entry: string|null, kind: 'reassess'|'task'|'effect'|'patch_lost'|'recheck', what: string|null,
 *   label?: string|null, urgent: boolean, author: string|null, opened_at: string, due_at: string, role: string|null,
 *   escalates_at: string|null, acknowledged: Acknowledgement|null, closed: Closing|null, also_closed: number,
 *   postponed: Postponing[], flags: string[], expires_at: string|null}} FollowUpRow
 *   label: what the transmission it came from was about; author: null when the product asks by itself
 * @typedef {{id: string, name: string, first_name: string, role: string, role_label: string}} StaffRow
 * @typedef {{id: string, theme: string, label: string, alarm: boolean, macro: boolean, witness?: boolean, sections: unknown[],
 *   data: string[], actions: string[], results: string[], retired: boolean}} Cible
 * @typedef {{version: number, themes: {id: string, label: string}[], cibles: Cible[]}} VocabularyRow
 * @typedef {{from: string, until: string|null, reason: string}} Pause
 * @typedef {{at: string, kind: 'new'|'changed'|'stopped'|'suspended'|'resumed', before: string|null, after: string|null,
 *   by: string|null, reason: string|null, until: string, seen: string[]}} LineChange until: when it is no longer news; seen: the givers
 *   who said that they saw it
 * @typedef {{indication: string, amount: string, least_minutes: number, most: string, left: string, next_at: string|null,
 *   says: string, protocol: string|null}} Allowance of an as-needed line, over all lines with its substances; says: in words
 * @typedef {{kind?: 'insulin'|'avk', needs?: boolean, minutes?: number, low?: string, recheck?: number, meal?: boolean, hold?: string,
 *   effect?: number}} Gesture the home's figures for insulin, antivitamin K, and the effect of what is given if needed
 * @typedef {{id: string, person: string, chain: string, version: number, label: string, form: string, drug: string|null,
 *   route: string, unit: string, dose: string, scheme: string, rule: any, why: string, wording: string, prescriber: string,
 *   starts_at: string, ends_at: string|null, over: 'replaced'|'stopped'|null, pauses: Pause[], control_by: string|null, change: LineChange|null,
 *   to_sign?: boolean, source?: {document: string, page: string}|null,
 *   giver: 'autonomous'|'helped'|'nurse', may: [boolean, string, string[]][], crush: [string, string]|null,
 *   as_needed: Allowance|null, expires_at: string|null, gesture?: Gesture|null, substances?: string[], per_unit?: Record<string, string>,
 *   on_top?: boolean, named?: string, marks?: SaidBeside[]}} LineRow per_unit: milligrams of each substance in one unit; on_top: comes on top of
 *   the scheduled lines; named: its DCI, folded; control_by: until when a second professional must control
 *   it, null once done; to_sign: a verbal order that waits for its prescriber; source: the page that it was copied from;
 *   may: whether roles may give it, in words, and which; crush: "oui", "non" or "inconnu", and why
 * @typedef {{id: string, person: string, line: string, act: 'give'|'remove'|'check', due_at: string, early: number, late: number,
 *   amount: string|null, dose: string, slot: string, absent: boolean, expires_at: string, apart?: Record<string, number>}} DoseRow early, late: minutes of
 *   tolerance; amount: in the unit of its line; dose, slot: how much and which moment, in words; absent: the person is away;
 *   apart: least minutes after an administration of each chain with one of its substances
 * @typedef {{id: string, person: string, dose: string|null, chain: string, line: string, act: 'give'|'remove'|'check',
 *   outcome: string, amount: string|null, at: string, recorded_at: string, by: string, substances: string[],
 *   milligrams: Record<string, string>|null, flags: string[], amends: string|null, retracted: boolean, doubtful: boolean,
 *   site: string|null, reason: string|null, note: string|null, offered: 1|2|3, expires_at: string|null}} AdministrationRow
 *   dose: null when it was as needed; at: when it really was; amends: the one that this says otherwise
 * @typedef {{id: string, person: string, dose: string, administrations: string[], opened_at: string,
 *   resolved: {by: string, at: string, keeps: string, note: string|null, seen: string[]}|null}} DoseConflictRow
 * @typedef {{kind: string, identity?: string, label: string, source: string, level: 'hard_stop'|'interrupt'|'show', says: string, because: string, for_aide: string,
 *   chains: string[], override: {reason: string, by: string|null, at: string}|null}} Alert
 * @typedef {{id: string, person: string, alerts: Alert[], swallowing: {level: string, text: string}|null,
 *   restriction?: {giver: string, says: string, why: string}|null}} CautionRow one for each person, with her own id; restriction: who may
 *   give to her at the widest
 * @typedef {{id: string, name: string, last_heard_at: string, waiting: number, expires_at: string}} SilenceRow a tablet of
 *   the unit that has not been heard of for 20 minutes, and how many entries it held then
 * @typedef {{id: string, label: string, packs: string[], generics: string[], other_strengths?: string[]}} DrugRow by CIS; the
 *   codes of its own packs, of those of its generic group, and of those that hold the same in another strength, CIP13
 * @typedef {{chain: string, line: string, version: number, dose: string, amount: string, why: string|null, left: boolean}} ContainerItem
 * @typedef {{id: string, digest: string, person: string, label: string, state: 'empty'|'prepared'|'non_conform', why: string[],
 *   slots: {on: string, at: string, due_at: string, items: ContainerItem[]}[], prepared_by: string|null,
 *   prepared_at: string|null}} ContainerRow what was prepared in advance: its name, what is in it from 24 hours ago to 72
 *   ahead; why: in words, of what is not as prescribed now; left: given from it, or taken out
 * @typedef {{id: string, person: string, kind: string|null, kind_label: string, state: 'waiting'|'received'|'checked'|'refused',
 *   why: string|null, parts: {total: number, here: number}, pages: string[], captured_at: string, by: string,
 *   source: 'camera'|'file'|'share', dated_on: string|null, valid_until: string|null, note: string|null, wound: string|null,
 *   is_filed: boolean, is_replaced: boolean, expires_at: string|null, marks?: SaidBeside[]}} DocumentRow waiting: for its pages; why: in French, once refused; pages:
 *   ids, once checked
 * @typedef {{unit?: UnitRow[], person?: PersonRow[], entry?: EntryRow[], staff?: StaffRow[], vocabulary?: VocabularyRow[],
 *   follow_up?: FollowUpRow[], line?: LineRow[], dose?: DoseRow[], caution?: CautionRow[], drug?: DrugRow[],
 *   administration?: AdministrationRow[], dose_conflict?: DoseConflictRow[], silence?: SilenceRow[],
 *   label?: {id: string, person: string, kind: 'person'}[], recall?: import('./recalls.js').RecallRow[],
 *   health?: {id: string, person: string, home: {name: string, finess: string|null}, ins?: import('./emergency_sheet.js').Entry, given: Record<string, import('./emergency_sheet.js').Given>}[],
 *   container?: ContainerRow[], wound?: import('./wound_rows.js').Wound[], document?: DocumentRow[],
 *   observation?: import('./measures.js').MeasureRow[], last_measure?: import('./measures.js').LastRow[],
 *   threshold?: {id: string, person: string, set: import('./thresholds.js').Thresholds}[]}} Rows
 * @typedef {{now: string, epoch: string, cursor: string, full?: boolean, unchanged?: true, rows?: Rows,
 *   removed?: {kind: string, id: string}[]}} FeedAnswer
 *
 * @typedef {{id: string, transports: string[], prf: boolean, wrap: {iv: string, wrapped: string}|null,
 *   code?: CodeRow|null}} CredentialRow code: the tablet's own, with its holder's personal code
 * @typedef {{salt: string, iterations: number, is_blocked: boolean, must_change: boolean}} CodeRow
 * @typedef {{unit: string, version: number, jwe: string}} WrappedStoreKey
 * @typedef {{id: string, first_name: string, role: string, role_label: string, on_duty: boolean, units: string[],
 *   permissions: string[], credentials: CredentialRow[], no_key?: string|null, public_jwk: JsonWebKey|null,
 *   store_keys: WrappedStoreKey[], emergency_keys?: WrappedStoreKey[], has_accepted?: boolean}} WallStaff emergency_keys: of the tablet's other
 *   units, unwrapped only for a file that is opened in an emergency; has_accepted: the charter of use, as it is now
 * @typedef {{version: number, title: string, opening: string[], parts: {heading: string, lines: string[]}[]}} Charter
 * @typedef {{nonce: string, issued_at: string, expires_at: string, signature: string}} Lease
 * @typedef {{now: string, version: string|number, device: {id: string, name: string, kind: 'shared'|'personal'},
 *   establishment: {id: string, name: string, kind: string, timezone: string, identifier?: string}, rp_id: string,
 *   idle_seconds: number, quick_hours?: number, units: UnitRow[], intake: {kid: string, jwk: JsonWebKey}, lease: Lease,
 *   charter?: Charter|null, staff: WallStaff[]}} Wall charter: while somebody of the team has yet to accept it
 */
export {};

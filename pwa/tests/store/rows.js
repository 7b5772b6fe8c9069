/** Rows as the feed sends them, for tests of the store. */
export const UNIT = '00000000-0000-7000-8000-000000000001';
export const LENOIR = '00000000-0000-7000-8000-0000000000a1';
export const MOREAU = '00000000-0000-7000-8000-0000000000a2';
export const AICHA = '00000000-0000-7000-8000-0000000000b1';
export const NADIA = '00000000-0000-7000-8000-0000000000b2';

export const person = (id, more = {}) => ({
  id,
  unit: UNIT,
  room: '12',
  position: 1,
  family_name: 'Lenoir',
  given_name: 'Jeanne',
  used_name: null,
  birth_name: null,
  born_on: '1938-02-03',
  sex: 'F',
  picture: null,
  marks: [],
  presence: 'present',
  admitted_on: '2024-01-02',
  usual: [],
  ...more,
});

export const entry = (id, more = {}) => ({
  id,
  person: LENOIR,
  author: AICHA,
  cible: 'douleur',
  label: 'Douleur',
  vocabulary: 1,
  data: null,
  actions: null,
  result: null,
  chips: { data: [], actions: [], result: [] },
  importance: 'normal',
  to_read: false,
  alarm: false,
  incomplete: false,
  occurred_at: '2026-11-21T08:00:00Z',
  received_at: '2026-11-21T08:00:01Z',
  flags: [],
  acknowledged: null,
  additions: [],
  read_by: [],
  expires_at: '2026-11-28T08:00:00Z',
  ...more,
});

export const followUp = (id, more = {}) => ({
  id,
  person: LENOIR,
  entry: 'e1',
  kind: 'reassess',
  what: null,
  urgent: false,
  author: AICHA,
  opened_at: '2026-11-21T08:00:00Z',
  due_at: '2026-11-21T14:00:00Z',
  role: null,
  escalates_at: '2026-11-21T16:00:00Z',
  acknowledged: null,
  closed: null,
  also_closed: 0,
  postponed: [],
  flags: [],
  expires_at: null,
  ...more,
});

export const fact = (id, type, body, more = {}) => ({
  id,
  type,
  body,
  at: '2026-11-21T09:00:00Z',
  author: AICHA,
  author_name: 'Aïcha',
  person: LENOIR,
  unit: UNIT,
  state: 'waiting',
  reason: null,
  receivedAt: 0,
  ...more,
});

export const member = (id, name) => ({
  id,
  name,
  first_name: name.split(' ')[0],
  role: 'nurse',
  role_label: 'Infirmière',
});

export const vocabulary = (version, cibles = []) => ({ version, themes: [], cibles });

export const cible = (id, more = {}) => ({
  id,
  theme: 't',
  label: id,
  alarm: false,
  macro: false,
  sections: [],
  data: [],
  actions: [],
  results: [],
  retired: false,
  ...more,
});

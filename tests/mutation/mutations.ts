/** Where a rule is broken, and which tests must notice. */
export interface Place {
  readonly file: string;
  readonly tests: readonly string[];
  readonly mutations: readonly Mutation[];
}

/** The rule, what stands in the code, and what is put in its place. */
type Mutation = readonly [rule: string, from: string, to: string];

/** The pure core of merging: what a record is, given all its changes. */
const DECIDE: readonly Mutation[] = [
  ['M3 union: what the other copy knows is dropped', 'if (!own) known.set(dot, change);', 'if (!own) continue;'],
  [
    'M4 vectors: only the first dot of a replica counts',
    'if ((vector.get(replica) ?? 0) < seq) vector.set(replica, seq);\n  };\n  for (const { replica, seq } of changes) see',
    'if (!vector.has(replica)) vector.set(replica, seq);\n  };\n  for (const { replica, seq } of changes) see',
  ],
  [
    'M6 a write that was seen survives',
    'return changes.filter(({ replica, seq }) => !hasSeen(cover, replica, seq));',
    'return changes;',
  ],
  [
    'M6 a new record writes only what it tells',
    "field in fields || (op === 'create' && blank !== undefined)",
    'field in fields',
  ],
  [
    'M7 one value survives: the newest',
    'const told = new Set<string>();\n  return siblings.filter',
    'const told = new Set<string>();\n  return siblings.slice(0, 1).filter',
  ],
  ['M7 equal values are a conflict', 'return told.size !== told.add(text).size;', 'return told.add(text).size > 0;'],
  [
    'M8 the oldest is displayed',
    '.sort((a, b) => compareChanges(b.change, a.change))',
    '.sort((a, b) => compareChanges(a.change, b.change))',
  ],
  [
    'M8 the clock decides what survives',
    'changes.filter(({ op, fields }) => field in fields ||',
    'changes.filter(({ op, fields, ms }) => ms < 990 && field in fields ||',
  ],
  ['M9 a removal takes what it did not see', 'return added.some((change) => !isBy(cover, change));', 'return false;'],
  ['M9 a removal takes nothing', 'if (!removed) return true;', 'return true;'],
  ['M10 a deletion wins over an edit', 'const rescued = changes.some(', 'const rescued = [].some('],
  [
    'M10 an edit that knew of the deletion wins',
    'deletions.every((deletion) => !isBy(change.seen, deletion)),',
    'true,',
  ],
  ['M10 an edit that the deletion knew wins', '!isBy(cover, change) &&\n      deletions', 'true &&\n      deletions'],
  [
    'M10 an overruled deletion is not told',
    'return rescued ? { retired: false, overruled: deletions }',
    'return rescued ? { retired: false, overruled: [] }',
  ],
  ['M6 what was written beside goes unseen', 'rules.quiet.has(field) || surviving(wrote).length < 2', 'true'],
  ['M6 what was made twice goes unseen', 'isMadeOnce(changes) && ', ''],
  ['M10 what was deleted goes unseen', "!writers.has('retired') && ", ''],
  ['M11 order is a conflict', '!rules.quiet.has(field) && ', ''],
  ['M19 a dot may say two things', 'else if (!isSameChange(own, change)) clashes.push(change);', ''],
  [
    'strangers: a missing change goes unnoticed',
    "if (!known) return 'a change has seen another that is missing';",
    'if (!known) continue;',
  ],
  ['strangers: circles go unnoticed', 'if ((seen.get(far) ?? 0) < deep) return', 'if (Number.isNaN(deep)) return'],
];

const PLACES: readonly Place[] = [
  {
    file: 'shared/core/merge/decide.ts',
    tests: ['tests/property/decide.test.ts', 'tests/property/outcome.test.ts'],
    mutations: DECIDE,
  },
  {
    file: 'shared/core/store/replica.ts',
    tests: ['tests/property/store.test.ts', 'tests/property/merge.test.ts'],
    mutations: [
      [
        'M1 a copied or restored file goes on with the dots of another',
        '(newestSeqInFile(remembered.replica) ?? 0) === remembered.seq',
        'newestSeqInFile(remembered.replica) !== -1',
      ],
    ],
  },
  {
    file: 'shared/model/clock.ts',
    tests: ['tests/property/store.test.ts'],
    mutations: [['M2 the clock goes back with the machine', 'if (wallMs > last.ms) return', 'if (wallMs > 0) return']],
  },
  {
    file: 'shared/core/merge/packs/ceiling.ts',
    tests: ['tests/property/packs.test.ts', 'tests/unit/packs/packs.test.ts'],
    mutations: [
      ['M5 what was marked higher once goes along', 'of [...now, ...before]) this.#hold', 'of now) this.#hold'],
      [
        'M5 what tells of a withheld record goes along',
        'for (const told of toldBy(kind, fields)) {',
        'for (const told of [] as string[]) {',
      ],
      ['M5 what is joined to a withheld record goes along', 'if (held && !this.#held.has(id as string))', 'if (!held)'],
    ],
  },
  {
    file: 'shared/model/paragraphs.ts',
    tests: ['tests/property/paragraphs.test.ts'],
    mutations: [
      ['M12 a change of one side needs a choice', "if (isSame(base, theirs)) return 'mine';", ''],
      [
        'M12 without a common version what one side lacks is deleted',
        'const common = base ?? commonOf(mine, own, other);',
        'const common = base ?? mine;',
      ],
    ],
  },
  {
    file: 'shared/core/store/joins.ts',
    tests: ['tests/unit/duplicates/joining.test.ts'],
    mutations: [
      [
        'M13 a joined record goes on to stand for itself',
        'if (this.#kinds.delete(kind)) rewrite(this.#db, kind);',
        'this.#kinds.delete(kind);',
      ],
    ],
  },
  {
    file: 'shared/core/store/aliases.ts',
    tests: ['tests/property/joining.test.ts'],
    mutations: [
      [
        'M5, M13 a record that is joined to one which is not here leads nowhere',
        ` AND t.vector <> '' AND o.vector <> ''`,
        '',
      ],
    ],
  },
  {
    file: 'shared/core/merge/outcome.ts',
    tests: ['tests/property/outcome.test.ts'],
    mutations: [
      ['M14 a deletion is told as an edit', "isDeleted ? 'deleted' : 'updated'", "isDeleted ? 'updated' : 'updated'"],
      ['M14 what marks higher is not told', "'marking' in fields || ", ''],
      [
        'M14 what was in conflict before is told as new',
        'contested.length > 0 && isUncontested(rules, own)',
        'contested.length > 0',
      ],
      ['M14 what was written beside is not told', 'isMild && isUncontested(rules, all)', 'isMild'],
    ],
  },
  {
    file: 'shared/core/merge/plan.ts',
    tests: ['tests/unit/merge/merge.test.ts', 'tests/unit/services/merges.test.ts'],
    mutations: [
      ['M17 what is known is told as new', 'else if (covers(here, revision)) compared.unchanged++;', ''],
      ['M18 a clock far ahead is not told', 'if (ahead > 0)', 'if (ahead > 999)'],
      ['M19 a dot that says something else is merged', 'if (clashes.length > 0) {', 'if (clashes.length > 999) {'],
    ],
  },
  {
    file: 'shared/core/services/merges.ts',
    tests: ['tests/unit/services/merges.test.ts'],
    mutations: [
      [
        'M15 nothing is backed up before',
        'takesSome ? besideBackup(store, control, take) : take(control.signal)',
        'take(control.signal)',
      ],
      [
        'M15 what is not backed up comes in all the same',
        "if (made.status === 'rejected') throw made.reason;",
        'failed.abort();',
      ],
      [
        'M15 a backup has what was just coming in',
        'await (takesSome ? besideBackup(store, control, take) : take(control.signal))',
        'await take(control.signal); write.db.exec("COMMIT; BEGIN IMMEDIATE"); await store.backup()',
      ],
    ],
  },
  {
    file: 'shared/core/merge/undo.ts',
    tests: ['tests/unit/merge/merge.test.ts', 'tests/unit/services/merges.test.ts'],
    mutations: [
      ['M16 taking back overwrites what was edited since', 'if (since.has(name)) kept++;', 'if (name === "") kept++;'],
      ['M16 what came and was worked on since is retired', 'if (telling(others, rootOf).length > 0) return 1;', ''],
    ],
  },
  {
    file: 'shared/core/store/journal.ts',
    tests: ['tests/unit/merge/merge.test.ts'],
    mutations: [
      [
        'M18 a clock far ahead moves ours as far',
        'const most = this.#now + AHEAD_MS;',
        'const most = Number.MAX_SAFE_INTEGER;',
      ],
    ],
  },
  {
    file: 'shared/core/store/receive.ts',
    tests: ['tests/unit/merge/merge.test.ts'],
    mutations: [['M19 a file may write in our name', 'if (change.replica === this.#own) throw new OwnReplica();', '']],
  },
  {
    file: 'shared/core/services/proposed.ts',
    tests: ['tests/unit/proposals.test.ts'],
    mutations: [
      ['M20 a proposal is never stale', 'if (saw === target.revision) return [];', 'return [];'],
      [
        'M5, M20 a proposal is marked below its target',
        '[target.marking, patch.marking, asked].filter',
        '[asked].filter',
      ],
    ],
  },
];
export default PLACES;

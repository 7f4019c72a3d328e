import type { ProposalItem } from '../../contract/proposals.ts';
import { fieldNames } from '../../model/field-names.ts';
import { type ProposalState, proposalFields } from '../../model/proposal.ts';
import type { RecordKind } from '../../model/records.ts';
import { titleOf } from '../merge/title.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { canonicalId, groupOf } from '../store/aliases.ts';
import { replicaOf } from '../store/dots.ts';
import type { Readable } from '../store/handle.ts';
import { stateAt } from '../store/history.ts';
import { decodeRecord, needRecord, type RecordOf } from '../store/records.ts';
import type { Write } from '../store/write.ts';
import { changeSeen } from './change-seen.ts';
import type { Context } from './context.ts';
import { Conditions } from './filter.ts';
import { timedPage } from './paging.ts';
import {
  type AnyRecord,
  changesFor,
  checkedPatch,
  checkProposed,
  markingFor,
  proposableKind,
  staleFields,
  targetIn,
} from './proposed.ts';

type Stored = RecordOf<'proposal'>;

/** Longest reason of an edit. */
const LINE = 2000;

const targetOf = (db: Readable, { target }: Stored): AnyRecord | undefined => targetIn(db, target.kind, target.id);

const staleIn = (db: Readable, { target, patch, saw, state }: Stored, record: AnyRecord | undefined): string[] =>
  record && state === 'open' ? staleFields(db, record, patch, saw, record.id !== target.id) : [];

/** Tells of a proposal whether it was made on this copy, or under the name in the settings. */
const ownership = ({ read, store, settings }: Context): ((proposal: Stored) => boolean) => {
  const { replica } = store;
  const { author } = settings.value;
  return ({ id, proposer }) => {
    if (author !== '' && proposer === author) return true;
    const made = read.get(`SELECT dot FROM changes WHERE record = ? AND op = 'create'`, id);
    return made !== undefined && read.name('replicas', replicaOf(made.dot as number)) === replica;
  };
};

const itemOf = (db: Readable, proposal: Stored, isOwn: (proposal: Stored) => boolean): ProposalItem => {
  const { target, patch, saw } = proposal;
  const record = targetOf(db, proposal);
  const stale = staleIn(db, proposal, record);
  const seen = stale.length > 0 ? stateAt(db, target.kind, target.id, saw) : undefined;
  const changes = changesFor(target.kind, record, patch).map((change) =>
    seen && stale.includes(change.field) ? { ...change, saw: seen[change.field] ?? null } : change,
  );
  return {
    ...proposal,
    title: record ? titleOf(target.kind, record) : '',
    waiting: record === undefined,
    changes: changes as ProposalItem['changes'],
    stale,
    own: isOwn(proposal),
    answeredBy: proposal.state === 'open' ? '' : proposal.updatedBy,
  };
};

const detail = (context: Context, id: string): ProposalItem =>
  itemOf(context.read, needRecord(context.read, 'proposal', id), ownership(context));

/** The proposal, or a refusal when it was answered already. */
const needOpen = (write: Write, id: string): Stored => {
  const proposal = write.need('proposal', id);
  if (proposal.state !== 'open')
    throw new Refusal(
      'CHANGED',
      'proposal-answered',
      `This proposal was ${proposal.state} already by ${proposal.updatedBy}; look at it again.`,
      { id, state: proposal.state },
    );
  return proposal;
};

/** The record that the proposal is for, as it is here, or a refusal that says what it waits for. */
const needTarget = (db: Readable, proposal: Stored): AnyRecord => {
  const record = targetOf(db, proposal);
  if (record && !record.retired) return record;
  const { kind, id } = proposal.target;
  throw record
    ? new Refusal('INVALID', 'proposal-retired', `The ${kind} ${id} is retired; restore it, or decline the proposal.`, {
        kind,
        id,
      })
    : new Refusal(
        'NOT_FOUND',
        'proposal-waiting',
        `The ${kind} that this proposal is for is not here; merge a pack that holds it, then accept.`,
        { kind, id },
      );
};

const refuseStale = (id: string, kind: RecordKind, stale: readonly string[]): Refusal =>
  new Refusal(
    'CHANGED',
    'proposal-stale',
    `What is proposed has been changed since: ${fieldNames(kind, stale)}; look at both, then accept it anyway or decline it.`,
    { id, fields: stale.join(', ') },
  );

/** Names proposal and proposer, so that the history of the target tells where the edit came from. */
const reasonOf = ({ id, proposer, reason }: Stored, answer: string): string =>
  Array.from([`Proposal ${id} by ${proposer}`, reason, answer].filter(Boolean).join(': '))
    .slice(0, LINE / 2)
    .join('');

/** State and words are one answer, so both are written even when one stays the same: two answers then conflict in both. */
const answered = (state: ProposalState, words: string) => ({ state, answer: words });

/** Writes the answer as an edit of the proposal, which travels back with the next pack. */
const answer = (context: Context, id: string, state: ProposalState, title: string, words: string): Promise<void> => {
  const db = context.read;
  const proposal = needRecord(db, 'proposal', id);
  const target = targetOf(db, proposal);
  const subject = target ? titleOf(proposal.target.kind, target) : proposal.reason;
  return context.write({ title, subject, reason: words }, (write) => {
    needOpen(write, id);
    write.apply('proposal', id, 'edit', answered(state, words));
  });
};

/** Edits proposed for records of others, and their answers (M20). */
export const proposalsService = (context: Context): ServiceOf<'proposals'> => ({
  get: ({ id }) => detail(context, id),
  list: ({ target, state, offset, limit }) =>
    timedPage(() => {
      const db = context.read;
      const conditions = new Conditions().add(`p.retired = 0 AND p.vector <> ''`);
      if (target !== undefined) {
        const group = [...groupOf(db, [canonicalId(db, target)]).keys()];
        conditions.add('p.target IN (SELECT value FROM json_each(?))', JSON.stringify(group));
      }
      if (state === 'answered') conditions.add(`p.state <> 'open'`);
      else if (state !== undefined) conditions.add('p.state = ?', state);
      const { where, values } = conditions;
      const isOwn = ownership(context);
      const rows = db.all(
        `SELECT p.* FROM proposals p ${where} ORDER BY p.updated_at DESC, p.n LIMIT ? OFFSET ?`,
        ...values,
        limit,
        offset,
      );
      return {
        total: db.count(`SELECT count(*) FROM proposals p ${where}`, ...values),
        items: rows.map((row) => itemOf(db, decodeRecord(db, 'proposal', row), isOwn)),
      };
    }),
  add: async ({ target: asked, patch: given, reason, marking }) => {
    const kind = proposableKind(context.read, asked);
    const patch = checkedPatch(kind, given);
    if (Object.keys(patch).length === 0)
      throw new Refusal('INVALID', 'proposal-empty', 'Name at least one field that is to be changed.');
    const subject = titleOf(kind, targetIn(context.read, kind, asked) ?? {});
    const id = await context.write({ title: 'proposal.add', subject, reason }, (write) => {
      const record = targetIn(write.db, kind, asked);
      if (!record) throw new Refusal('NOT_FOUND', 'record-missing', `There is no ${kind} with the id ${asked}.`);
      return write.create(
        'proposal',
        proposalFields.parse({
          target: { kind, id: record.id },
          patch,
          saw: record.revision,
          proposer: context.author,
          reason,
          marking: markingFor(record, patch, marking),
        }),
      );
    });
    return detail(context, id);
  },
  accept: async ({ id, answer: words, anyway }) => {
    const proposal = needRecord(context.read, 'proposal', id);
    const { kind } = proposal.target;
    const subject = titleOf(kind, needTarget(context.read, proposal));
    await context.write({ title: 'proposal.accept', subject, reason: reasonOf(proposal, words) }, (write) => {
      const current = needOpen(write, id);
      const record = needTarget(write.db, current);
      const patch = checkedPatch(kind, current.patch);
      const stale = staleIn(write.db, current, record);
      if (stale.length > 0 && !anyway) throw refuseStale(id, kind, stale);
      checkProposed(write, kind, record, patch);
      // Fields that others changed were looked at just now; what is left to be seen is what happened to the tags.
      const { tags, ...fields } = patch;
      write.change(kind, record.id, fields);
      if (tags !== undefined)
        changeSeen(write, kind, record.id, { tags }, record.id === current.target.id ? current.saw : undefined);
      write.apply('proposal', id, 'edit', answered('accepted', words));
    });
    return detail(context, id);
  },
  decline: async ({ id, answer: words }) => {
    await answer(context, id, 'declined', 'proposal.decline', words);
    return detail(context, id);
  },
  withdraw: async ({ id, answer: words }) => {
    await answer(context, id, 'withdrawn', 'proposal.withdraw', words);
    return detail(context, id);
  },
});

import type { Command } from 'commander';
import type { ProposalItem } from '../../contract/proposals.ts';
import { fieldMeant, fieldName, fieldNames } from '../../model/field-names.ts';
import type { Marking } from '../../model/marking.ts';
import { PROPOSAL_STATES, type ProposalState } from '../../model/proposal.ts';
import { RECORD_KINDS } from '../../model/records.ts';
import { count, entries } from './output.ts';
import { DONE, UsageError } from './problems.ts';
import type { Bind } from './program.ts';
import { assignments, marking, oneOf } from './values.ts';

const PAGE = 1000;
const LIBRARY = 'library file (.bwlib)';
const PROPOSAL = 'id of the proposal';

type Change = ProposalItem['changes'][number];
type Json = Change['now'];

/** A value of a field: JSON where it is JSON, otherwise the text as it stands. */
const fieldValue = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

const stateWords = ({ target, state, waiting, stale, answeredBy, answer }: ProposalItem): string => {
  if (state !== 'open') return [`${state} by ${answeredBy}`, answer].filter(Boolean).join(': ');
  if (waiting) return 'waits for its record, which is not here';
  return stale.length > 0 ? `open; changed since: ${fieldNames(target.kind, stale)}` : 'open';
};

const titleWords = ({ target, title }: ProposalItem): string => `${target.kind}: ${title || target.id}`;

/** A field as it would change; of a stale one also what the proposer saw. */
const changeWords = ({ target, stale }: ProposalItem, { field, saw, now, proposed }: Change): string[] => {
  const name = fieldName(target.kind, field);
  const [before, after] = [JSON.stringify(now), JSON.stringify(proposed)];
  if (!stale.includes(field)) return [`    ${name}: ${before} to ${after}`];
  const seen = saw === undefined ? 'not held by this library' : JSON.stringify(saw);
  return [
    `    ${name}, changed since:`,
    `        the proposer saw: ${seen}`,
    `        stands now:       ${before}`,
    `        proposed:         ${after}`,
  ];
};

const shown = (proposal: ProposalItem): string =>
  [
    `${proposal.id}  ${titleWords(proposal)}`,
    `    by ${proposal.proposer}${proposal.reason ? `: ${proposal.reason}` : ''}; ${stateWords(proposal)}`,
    ...proposal.changes.flatMap((change) => changeWords(proposal, change)),
  ].join('\n');

interface AddOptions {
  readonly set?: Record<string, string>;
  readonly reason?: string;
  readonly tlp?: Marking;
}

const addAdd = (proposals: Command, bind: Bind): void => {
  proposals
    .command('add')
    .description('propose an edit of a record; it stands beside the record until somebody answers')
    .argument('<library>', LIBRARY)
    .argument('<record>', 'id of the record')
    .option('--set <field=value>', 'what the field is to say, as text or JSON; repeat for more', assignments)
    .option('--reason <text>', 'why')
    .option('--tlp <marking>', 'marking of the proposal, at least that of the record', marking)
    .action(
      bind(async (session, library: string, target: string, { set, reason, tlp }: AddOptions) => {
        if (!set) throw new UsageError('Say what is to be changed: --set field=value.');
        const api = await session.open(library);
        const patch = Object.fromEntries(
          Object.entries(set).map(([field, value]) => [fieldMeant(RECORD_KINDS, field), fieldValue(value)]),
        );
        const proposal = await api.proposals.add({ target, patch, reason, marking: tlp });
        session.output.result(proposal, () => shown(proposal));
        return DONE;
      }),
    );
};

const addList = (proposals: Command, bind: Bind): void => {
  proposals
    .command('list')
    .description('list proposals, newest first')
    .argument('<library>', LIBRARY)
    .option('--state <state>', PROPOSAL_STATES.join(', '), oneOf(PROPOSAL_STATES))
    .option('--target <record>', 'only those for the record with this id')
    .action(
      bind(async (session, library: string, options: { state?: ProposalState; target?: string }) => {
        const api = await session.open(library);
        const found = await session.all((offset) => api.proposals.list({ ...options, offset, limit: PAGE }));
        session.output.list(found, () =>
          found.length === 0
            ? 'There are no proposals.'
            : entries(found, titleWords, (proposal) => [
                proposal.id,
                `by ${proposal.proposer}`,
                count(proposal.changes.length, 'field'),
                stateWords(proposal),
              ]),
        );
        return DONE;
      }),
    );
};

const addShow = (proposals: Command, bind: Bind): void => {
  proposals
    .command('show')
    .description('show what is proposed, and of fields changed since also what the proposer saw')
    .argument('<library>', LIBRARY)
    .argument('<proposal>', PROPOSAL)
    .action(
      bind(async (session, library: string, id: string) => {
        const proposal = await (await session.open(library)).proposals.get({ id });
        session.output.result(proposal, () => shown(proposal));
        return DONE;
      }),
    );
};

const addAnswers = (proposals: Command, bind: Bind): void => {
  proposals
    .command('accept')
    .description('write what is proposed as an edit that names proposal and proposer')
    .argument('<library>', LIBRARY)
    .argument('<proposal>', PROPOSAL)
    .option('--answer <text>', 'what to tell the proposer', '')
    .option('--anyway', 'also when the record was changed since')
    .action(
      bind(async (session, library: string, id: string, options: { answer: string; anyway?: boolean }) => {
        const api = await session.open(library);
        const proposal = await api.proposals.accept({ id, ...options });
        session.output.result(proposal, () => shown(proposal));
        return DONE;
      }),
    );
  proposals
    .command('decline')
    .description('decline a proposal; the reason travels back with the next pack')
    .argument('<library>', LIBRARY)
    .argument('<proposal>', PROPOSAL)
    .requiredOption('--answer <text>', 'why')
    .action(
      bind(async (session, library: string, id: string, { answer }: { answer: string }) => {
        const api = await session.open(library);
        const proposal = await api.proposals.decline({ id, answer });
        session.output.result(proposal, () => shown(proposal));
        return DONE;
      }),
    );
  proposals
    .command('withdraw')
    .description('withdraw a proposal that nobody has answered')
    .argument('<library>', LIBRARY)
    .argument('<proposal>', PROPOSAL)
    .option('--answer <text>', 'why', '')
    .action(
      bind(async (session, library: string, id: string, { answer }: { answer: string }) => {
        const api = await session.open(library);
        const proposal = await api.proposals.withdraw({ id, answer });
        session.output.result(proposal, () => shown(proposal));
        return DONE;
      }),
    );
};

/** Edits proposed for records of others, and their answers. */
export const addProposalCommands = (program: Command, bind: Bind): void => {
  const proposals = program
    .command('proposals')
    .description('propose edits of records of others, and answer proposals');
  addAdd(proposals, bind);
  addList(proposals, bind);
  addShow(proposals, bind);
  addAnswers(proposals, bind);
};

import type { PackChoice } from '../../contract/exchange.ts';
import type { Link } from '../../model/records.ts';
import { withhold } from '../merge/packs/ceiling.ts';
import { type Chosen, closureOf, wholeLibrary } from '../merge/packs/choose.ts';
import { newSince } from '../merge/packs/since.ts';
import type { Pace } from '../pace.ts';
import { Refusal } from '../refusal.ts';
import { canonicalIds, groupOf } from '../store/aliases.ts';
import { colleagueNamed } from '../store/colleagues.ts';
import type { Readable } from '../store/handle.ts';
import { needRecord } from '../store/records.ts';
import { factConditions } from './filter.ts';

const asksForFacts = ({ query, tags, subjects }: PackChoice): boolean =>
  (query ?? '').trim() !== '' || tags.length > 0 || subjects.length > 0;

/** The number of a colleague, or a refusal: whoever mistypes a name would send everything. */
export const needColleague = (db: Readable, name: string): number => {
  const colleague = colleagueNamed(db, name);
  if (colleague !== undefined) return colleague;
  throw new Refusal(
    'NOT_FOUND',
    'colleague-missing',
    `Nothing was exchanged with “${name}” so far; send everything first, or check the name in the list of colleagues.`,
    { name },
  );
};

/** Refuses what the library does not hold, before any long work. */
export const checkChoice = (db: Readable, { briefing, subjects, since }: PackChoice): void => {
  if (briefing !== undefined) needRecord(db, 'briefing', briefing);
  for (const id of subjects) needRecord(db, 'subject', id);
  if (since !== undefined) needColleague(db, since);
};

/** The facts that meet the words, all of the tags, and one of the subjects. */
const factsFor = (db: Readable, { query = '', tags, subjects }: PackChoice, today: string): string[] => {
  const conditions = factConditions(
    db,
    { query, tags, statuses: [], markings: [], reviewDue: false, unsourced: false, retired: false },
    today,
  );
  if (subjects.length > 0) {
    const group = groupOf(db, [...canonicalIds(db, subjects).values()]);
    conditions.add('f.subject IN (SELECT value FROM json_each(?))', JSON.stringify([...group.keys()]));
  }
  return db
    .all(`SELECT f.id FROM facts f ${conditions.where} ORDER BY f.id`, ...conditions.values)
    .map(({ id }) => id as string);
};

const allProposals = (db: Readable): Link[] =>
  db.all('SELECT id FROM proposals ORDER BY id').map(({ id }) => ({ kind: 'proposal', id: id as string }));

/** What a choice takes, whoever has it. Nothing asked for takes everything; a briefing and facts take its facts among them. */
const chooseAll = async (db: Readable, choice: PackChoice, today: string, pace: Pace): Promise<Chosen> => {
  const held = await withhold(db, choice.ceiling, pace);
  const { briefing } = choice;
  const ofBriefing: Link[] | undefined = briefing === undefined ? undefined : [{ kind: 'briefing', id: briefing }];
  const proposals = choice.proposals ? allProposals(db) : [];
  if (!asksForFacts(choice)) {
    if (!ofBriefing && !choice.proposals) return wholeLibrary(db, held);
    return closureOf(db, [...(ofBriefing ?? []), ...proposals], held, pace);
  }
  let facts = factsFor(db, choice, today);
  if (ofBriefing) {
    const within = await closureOf(db, ofBriefing, held, pace);
    facts = facts.filter((id) => within.has('fact', id) || within.withheld.has(id));
  }
  const roots = facts.map((id): Link => ({ kind: 'fact', id }));
  return closureOf(db, [...roots, ...proposals], held, pace);
};

/** What a choice takes, less what a colleague has of it when it is since the last exchange with them. */
export const choose = async (db: Readable, choice: PackChoice, today: string, pace: Pace): Promise<Chosen> => {
  checkChoice(db, choice);
  const chosen = await chooseAll(db, choice, today, pace);
  const { since } = choice;
  return since === undefined ? chosen : newSince(db, chosen, needColleague(db, since), pace);
};

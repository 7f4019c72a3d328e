import { rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { PackChoice, PackResult } from '../../contract/exchange.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import type { Chosen } from '../merge/packs/choose.ts';
import { encryptFile, type Lock } from '../merge/packs/encrypt.ts';
import { PackFile } from '../merge/packs/pack-file.ts';
import { type Signer, signFile } from '../merge/packs/sign.ts';
import { fillPack } from '../merge/packs/write-pack.ts';
import { breathe, paceOf } from '../pace.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import type { Held } from '../store/colleagues.ts';
import { isLibrary } from '../store/file.ts';
import type { Readable } from '../store/handle.ts';
import { needRecord, readRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { TaskControl } from '../tasks.ts';
import { putWhole } from '../write-file.ts';
import { noteSent } from './colleagues.ts';
import type { Context } from './context.ts';
import { cleanName } from './files.ts';
import type { Keyring } from './keys.ts';
import { checkChoice, choose } from './pack-choice.ts';
import { nameOf } from './records.ts';

/** Where each part of the work begins on the way from 0 to 1. */
const WRITE_FROM = 0.1;
const CHECK_FROM = 0.8;
const ENCRYPT_FROM = 0.9;

/** Withheld records that a preview names; the rest is counted. */
const NAMED = 1000;

/** What a record is called in the list of what stays behind. It is shown here and goes nowhere. */
const titleOf = (db: Readable, kind: RecordKind, id: string): string => {
  if (kind === 'judgement') return readRecord(db, kind, id)?.sentence ?? '';
  if (kind === 'evidence') return titleOf(db, 'source', readRecord(db, kind, id)?.source ?? '');
  if (kind === 'block') return titleOf(db, 'section', readRecord(db, kind, id)?.section ?? '');
  if (kind === 'proposal') return readRecord(db, kind, id)?.reason ?? '';
  return nameOf(readRecord(db, kind, id) ?? {});
};

const countsOf = (chosen: Chosen): Record<RecordKind, number> =>
  Object.fromEntries(RECORD_KINDS.map((kind) => [kind, chosen.count(kind)])) as Record<RecordKind, number>;

type Input = Parameters<ServiceOf<'packs'>['start']>[0];
type Packing = Parameters<ServiceOf<'folder'>['send']>[0];

/** A pack that was written. */
export interface Written {
  readonly path: string;
  readonly records: number;
  readonly withheld: number;
  readonly signed: boolean;
}

/** Where a pack goes: gives `make` a temporary place, puts what it made in the right one and returns that path. */
type Place = (make: (temporary: string) => Promise<void>, signal: AbortSignal) => Promise<string>;

export interface Job {
  readonly store: Store;
  /** What goes into it, told once the state of the library stands that it is made of. */
  readonly choice: (db: Readable) => PackChoice;
  readonly note: string;
  /** What it is encrypted to. */
  readonly lock: Lock | undefined;
  /** Who signs it; undefined for somebody without keys. */
  readonly signer: Signer | undefined;
  readonly place: Place;
  /** The colleague that it is for. */
  readonly to: string | undefined;
}

const refuseEmpty = ({ withheld }: Chosen, { ceiling, since }: PackChoice): Refusal => {
  if (since !== undefined)
    return new Refusal(
      'INVALID',
      'nothing-new',
      `Nothing that may go has changed since the last exchange with ${since}; no pack was written.`,
      { since },
    );
  if (withheld.size > 0)
    return new Refusal(
      'INVALID',
      'pack-withheld',
      `Everything in this choice is or was marked above TLP:${ceiling}; raise the limit or choose other records.`,
    );
  return new Refusal('INVALID', 'choice-empty', 'No record meets this choice; change the words, tags or subjects.');
};

/** Gathers what goes into the pack from one state of the library. */
const fill = (context: Context, job: Job, pack: PackFile, { signal, progress }: TaskControl) =>
  job.store.readLong(async (db) => {
    const pace = paceOf(signal);
    progress(0, 'choose');
    await breathe(signal);
    const choice = job.choice(db);
    const chosen = await choose(db, choice, context.today(), pace);
    progress(WRITE_FROM, 'write');
    await breathe(signal);
    const meta = {
      library: job.store.id,
      createdAt: new Date(context.now()).toISOString(),
      from: context.author,
      note: job.note,
      ceiling: choice.ceiling,
    };
    const told = (fraction: number): void => progress(WRITE_FROM + fraction * (CHECK_FROM - WRITE_FROM), 'write');
    const sent: Held[] = [];
    const records = await fillPack(db, pack, chosen, meta, pace, told, (id, vector) => {
      if (job.to !== undefined) sent.push([id, vector]);
    });
    if (records === 0) throw refuseEmpty(chosen, choice);
    return { records, withheld: chosen.withheld.size, sent };
  });

/** Writes the finished pack to its place, signed by whoever has keys. What is to be encrypted stands there only so. */
const put = async (
  { tokens }: Context,
  pack: PackFile,
  { lock, signer, place }: Job,
  { signal, progress }: TaskControl,
): Promise<string> => {
  progress(CHECK_FROM, 'check');
  await breathe(signal);
  const finish = async (to: string): Promise<void> => {
    pack.copyTo(to);
    if (signer) await signFile(to, signer);
  };
  if (lock === undefined) return place(finish, signal);
  const plain = tokens.path(tokens.temporary('plain'));
  try {
    await finish(plain);
    const { size } = statSync(plain);
    progress(ENCRYPT_FROM, 'encrypt');
    await breathe(signal);
    const told = (bytes: number): void => progress(ENCRYPT_FROM + (1 - ENCRYPT_FROM) * (bytes / size), 'encrypt');
    return await place((temporary) => encryptFile(plain, temporary, lock, { signal, progress: told }), signal);
  } finally {
    rmSync(plain, { force: true });
  }
};

/** Makes a pack and puts it in its place. */
export const runPack = async (context: Context, job: Job, control: TaskControl): Promise<Written> => {
  const draft = context.tokens.path(context.tokens.temporary('draft'));
  const pack = new PackFile(draft);
  try {
    const { records, withheld, sent } = await fill(context, job, pack, control);
    const path = await put(context, pack, job, control);
    // Only now: what was never written must not count as sent.
    if (job.to !== undefined) await noteSent(context, job.to, sent);
    return { path, records, withheld, signed: job.signer !== undefined };
  } finally {
    pack.close();
    rmSync(draft, { force: true });
  }
};

/** A pack replaces an older file, but never a library: the two look alike to a hurried eye. */
const checkTarget = (path: string): void => {
  const name = basename(path);
  if (isLibrary(path))
    throw new Refusal('EXISTS', 'target-library', `${name} is a library; choose another name for the pack.`, { name });
};

/** For whom a pack is. That is remembered in the library, so it must be one that can be written. */
const addresseeOf = ({ store }: Context, input: Packing): string | undefined => {
  const to = input.for ?? input.choice.since;
  if (to === undefined || !store.readOnly) return to;
  throw new Refusal(
    'READ_ONLY',
    'addressee-read-only',
    `${store.name} is open for reading only, so what goes to ${to} cannot be remembered; write the pack for nobody, or make a copy of the library.`,
    { name: store.name, to },
  );
};

/** What a pack is encrypted to; undefined for nothing. */
const lockFor = async (keys: Keyring, { passphrase, to }: Packing): Promise<Lock | undefined> => {
  if (to.length === 0) return passphrase === undefined ? undefined : { passphrase };
  if (passphrase === undefined) return { recipients: await keys.recipients(to) };
  throw new Refusal(
    'INVALID',
    'lock-twice',
    'A pack is encrypted to a passphrase or to public keys, not to both; leave one out.',
  );
};

/** What the pack is called where nobody gave it a name. */
const nameFor = (context: Context, { choice, name }: Input): string => {
  const given =
    name ??
    (choice.briefing === undefined ? context.store.name : needRecord(context.read, 'briefing', choice.briefing).title);
  return `${cleanName(given.replace(/\.bwpack$/i, ''))}.bwpack`;
};

/** Makes a pack ready to be written: whatever is wrong with the input is told here, and not by the task. */
export const preparePack = async (context: Context, keys: Keyring, input: Packing, place: Place) => {
  const { choice, note } = input;
  checkChoice(context.read, choice);
  const lock = await lockFor(keys, input);
  const to = addresseeOf(context, input);
  const signer = keys.own.read();
  const job: Job = { store: context.store, choice: () => choice, note, lock, signer, place, to };
  return (control: TaskControl): Promise<Written> => runPack(context, job, control);
};

/** A written pack as the result of its task. */
export const packResult = (file: string, { path, ...written }: Written): PackResult => ({
  ...written,
  file,
  name: basename(path),
  bytes: statSync(path).size,
});

export const packsService = (context: Context, keys: Keyring): ServiceOf<'packs'> => ({
  preview: ({ choice }, signal) =>
    context.store.readLong(async (db) => {
      const chosen = await choose(db, choice, context.today(), paceOf(signal));
      const records = countsOf(chosen);
      return {
        records,
        total: Object.values(records).reduce((sum, count) => sum + count, 0),
        withheld: [...chosen.withheld].slice(0, NAMED).map(([id, { kind, marking }]) => ({
          kind,
          id,
          title: titleOf(db, kind, id),
          marking,
        })),
        withheldTotal: chosen.withheld.size,
      };
    }),
  start: async (input) => {
    const file = input.file ?? context.tokens.temporary(nameFor(context, input));
    const path = context.tokens.path(file);
    checkTarget(path);
    const write = await preparePack(context, keys, input, async (make, signal) => {
      await putWhole(path, make, signal, true);
      return path;
    });
    const task = context.tasks.start('pack', basename(path), async (control) => ({
      type: 'pack',
      result: packResult(file, await write(control)),
    }));
    return { task };
  },
});

import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Api } from '#shared/contract/api.ts';
import type { ChangeEvent } from '#shared/contract/edits.ts';
import type { RecordKind } from '#shared/model/records.ts';
import type { Queries } from './access.ts';

type Feature =
  | 'facts'
  | 'sources'
  | 'notes'
  | 'subjects'
  | 'judgements'
  | 'templates'
  | 'briefings'
  | 'search'
  | 'duplicates'
  | 'proposals';

/** Which features show something of a record of the kind. */
const SHOWN_IN: Readonly<Record<RecordKind, readonly Feature[]>> = {
  subject: ['subjects', 'facts', 'sources', 'search', 'duplicates', 'proposals'],
  source: ['sources', 'facts', 'briefings', 'search', 'duplicates', 'proposals'],
  fact: ['facts', 'sources', 'subjects', 'notes', 'briefings', 'search', 'duplicates', 'proposals'],
  evidence: ['facts', 'sources', 'briefings', 'search', 'duplicates', 'proposals'],
  note: ['notes', 'search', 'proposals'],
  judgement: ['judgements', 'briefings', 'proposals'],
  template: ['templates', 'briefings'],
  briefing: ['briefings', 'facts', 'notes', 'search', 'proposals'],
  section: ['briefings', 'facts', 'proposals'],
  block: ['briefings', 'facts', 'search', 'proposals'],
  edition: ['briefings'],
  proposal: ['proposals'],
};

/** The query keys that no longer hold after the events; an empty key stands for everything. */
export const staleKeys = (events: readonly ChangeEvent[], q: Queries): QueryKey[] => {
  if (events.some((event) => event.type === 'library' || (event.type === 'changed' && event.records.length === 0)))
    return [[]];
  const keys: QueryKey[] = [];
  if (events.some((event) => event.type === 'settings')) keys.push(q.settings.get.key());
  // It also follows a merge, which learns what is with its sender and their key, even where no record changes.
  if (events.some((event) => event.type === 'folder')) keys.push(q.folder.key(), q.colleagues.key(), q.keys.key());
  const kinds = new Set(events.flatMap((event) => event.records.map((record) => record.kind)));
  if (kinds.size === 0) return keys;
  const features = new Set([...kinds].flatMap((kind) => SHOWN_IN[kind]));
  for (const feature of features) keys.push(q[feature].key());
  // What is known of merges and packs rests on records of every kind.
  keys.push(
    q.library.stats.key(),
    q.edits.key(),
    q.conflicts.key(),
    q.packs.key(),
    q.merges.receipts.key(),
    q.changes.key(),
  );
  return keys;
};

/**
 * Reads anew what the events touch. After a change of library, whether one is open comes first: with none open there is
 * nothing to ask for, and the screens that would are on their way out.
 */
const refresh = async (events: readonly ChangeEvent[], q: Queries, client: QueryClient): Promise<void> => {
  if (events.some((event) => event.type === 'library')) {
    await client.invalidateQueries({ queryKey: q.library.status.key() });
    if (!client.getQueryData(q.library.status.queryKey())?.open) return;
  }
  for (const queryKey of staleKeys(events, q)) void client.invalidateQueries({ queryKey });
};

/** Whether the library's process answers; the status bar shows it. */
export const useConnection = create<{ readonly lost: boolean }>(() => ({ lost: false }));

const COALESCE_MS = 40;
const RETRY_MS = [250, 500, 1000, 2000, 4000];
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Keeps the window's queries fresh for as long as the signal lives: reads the change stream, gathers what comes at
 * once, and marks exactly what it touches as stale. After a break everything counts as stale.
 */
export const watchChanges = async (api: Api, q: Queries, client: QueryClient, signal: AbortSignal): Promise<void> => {
  let pending: ChangeEvent[] = [];
  const flush = (): void => {
    const events = pending;
    pending = [];
    void refresh(events, q, client);
  };
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const stream = await api.events.watch(undefined, { signal });
      if (failures > 0) void client.invalidateQueries();
      useConnection.setState({ lost: false });
      failures = 0;
      for await (const event of stream) {
        if (pending.push(event) === 1) setTimeout(flush, COALESCE_MS);
      }
    } catch {
      if (!signal.aborted) useConnection.setState({ lost: true });
    }
    if (!signal.aborted) await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 1000);
  }
};

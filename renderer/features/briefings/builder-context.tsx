import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { Api } from '#shared/contract/api.ts';
import type { BriefingDetail } from '#shared/contract/briefings.ts';
import type { FactItem } from '#shared/contract/facts.ts';
import { pinKey } from '#shared/document/material.ts';
import type { Block } from '#shared/model/briefing.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { Judgement } from '#shared/model/judgement.ts';
import { citedFacts } from '#shared/model/prose.ts';
import type { Pin } from '#shared/model/records.ts';
import type {} from '../../api/access.ts';
import { useApi } from '../../api/context.ts';
import { isChanged } from '../../api/problem.ts';
import { useLibrary } from '../../app/library.ts';
import { goTo } from '../../app/place.ts';
import type { CitationContext } from '../../editor/citation-view.ts';

/** A fact as the briefing shows it: at its pin, beside what it is now. */
export interface ShownFact {
  readonly pin: Pin;
  readonly pinned: Fact | null;
  readonly current: FactItem | null;
  readonly stale: boolean;
}

export type Change = (act: (api: Api) => Promise<BriefingDetail>) => Promise<BriefingDetail>;
type Edit = <T extends BriefingDetail | Judgement | Block>(act: (api: Api) => Promise<T>) => Promise<T>;

export interface Builder {
  readonly briefing: BriefingDetail;
  readonly readOnly: boolean;
  /** Runs a call that answers with the briefing, and shows that answer. */
  readonly change: Change;
  /**
   * Runs a call that writes fields as of the revision on the screen, and shows its answer. The caller tells what goes
   * wrong; when it was refused because somebody else has changed a field since, the briefing is read anew before that.
   */
  readonly edit: Edit;
  readonly citations: CitationContext;
  readonly factAt: (pin: Pin) => ShownFact | undefined;
  /** How often each fact is relied on. */
  readonly used: ReadonlyMap<string, number>;
}

const BuilderContext = createContext<Builder | null>(null);

/** The briefing that is open in the builder. */
export const useBuilder = (): Builder => {
  const builder = use(BuilderContext);
  if (!builder) throw new Error('useBuilder needs an open briefing.');
  return builder;
};

/** Every pin of the briefing, as often as it stands there. */
const pinsOf = (briefing: BriefingDetail): Pin[] => [
  ...briefing.sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ content }) => {
      if (content.type === 'prose') return citedFacts(content.prose);
      return content.type === 'judgements' ? [] : content.facts;
    }),
  ),
  ...briefing.judgements.flatMap(({ basis }) => basis.filter((entry) => 'fact' in entry)),
];

/** The call that writes: it shows the answer at once and lets the change stream refresh the rest. */
const useChange = (id: string): Change => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const { mutateAsync } = useMutation({
    mutationFn: (act: (api: Api) => Promise<BriefingDetail>) => act(api),
    onSuccess: async (detail) => {
      const queryKey = q.briefings.get.queryKey({ input: { briefing: id } });
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, detail);
    },
  });
  return mutateAsync;
};

/** The briefing with one of its records as an edit left it. */
const withRecord = (detail: BriefingDetail, record: BriefingDetail | Judgement | Block): BriefingDetail => {
  if ('sections' in record) return record;
  const put = <T extends Judgement | Block>(other: T): T => (other.id === record.id ? (record as T) : other);
  return {
    ...detail,
    judgements: detail.judgements.map(put),
    sections: detail.sections.map((section) => ({ ...section, blocks: section.blocks.map(put) })),
  };
};

const useEdit = (id: string): Edit => {
  const { api, q } = useApi();
  const client = useQueryClient();
  return useCallback(
    async (act) => {
      const queryKey = q.briefings.get.queryKey({ input: { briefing: id } });
      try {
        const record = await act(api);
        // A briefing that is on its way may be older than a whole answer, but has more than a part of it.
        if ('sections' in record) await client.cancelQueries({ queryKey });
        client.setQueryData(queryKey, (detail) => detail && withRecord(detail, record));
        return record;
      } catch (error) {
        if (isChanged(error)) await client.invalidateQueries({ queryKey });
        throw error;
      }
    },
    [api, q, client, id],
  );
};

export const openFact = (id: string): void => goTo('facts', id);

/** Reads what the whole builder shows: the briefing, and its facts at their pins. */
export const BuilderProvider = ({ briefing, children }: { briefing: BriefingDetail; children: ReactNode }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { readOnly } = useLibrary();
  const change = useChange(briefing.id);
  const edit = useEdit(briefing.id);
  const all = useMemo(() => pinsOf(briefing), [briefing]);
  const distinct = useMemo(
    () => [...new Map(all.map((pin) => [pinKey(pin), pin])).values()].sort((a, b) => (pinKey(a) < pinKey(b) ? -1 : 1)),
    [all],
  );
  const atPins = useQuery({
    ...q.facts.atPins.queryOptions({ input: { pins: distinct } }),
    enabled: distinct.length > 0,
    placeholderData: (previous) => previous,
  }).data;

  const byPin = useMemo(() => new Map(atPins?.map((entry) => [pinKey(entry.pin), entry])), [atPins]);
  const factAt = useCallback((pin: Pin) => byPin.get(pinKey(pin)), [byPin]);
  const { citationNumbers } = briefing;
  const sourceWord = t('editor:source');
  const citations = useMemo<CitationContext>(
    () => ({
      numbered: true,
      sourceWord,
      numbersOf: (fact) => citationNumbers[fact],
      isStale: (pin) => factAt(pin)?.stale ?? false,
    }),
    [citationNumbers, factAt, sourceWord],
  );
  const used = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { fact } of all) counts.set(fact, (counts.get(fact) ?? 0) + 1);
    return counts;
  }, [all]);
  const value = useMemo<Builder>(
    () => ({ briefing, readOnly: readOnly || briefing.retired, change, edit, citations, factAt, used }),
    [briefing, readOnly, change, edit, citations, factAt, used],
  );
  return <BuilderContext value={value}>{children}</BuilderContext>;
};

interface BuilderPlace {
  /** The section that is worked on; `cover` for the briefing's own details. */
  readonly section: string;
  /** A place to scroll to; a new object each time, also for the same place. */
  readonly target: { readonly section: string; readonly block: string | null; readonly focus: boolean } | null;
}

/** Where in the briefing the analyst works. */
export const useBuilderPlace = create<BuilderPlace>(() => ({ section: 'cover', target: null }));

/** Brings a section, or a block of it, onto the screen. */
export const showPlace = (section: string, block: string | null = null, focus = false): void =>
  useBuilderPlace.setState({ section, target: { section, block, focus } });

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Api } from '#shared/contract/api.ts';
import type { ConflictDetail, ConflictField } from '#shared/contract/exchange.ts';
import { compareMarkings, highestMarking } from '#shared/model/marking.ts';
import { markingSchema } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { askReason } from '../../app/ask-reason.tsx';
import { notice } from '../../app/notices.tsx';
import { useUndo } from '../../app/use-undo.ts';
import { fieldLabel, type Json } from './fields.ts';

/** How a conflict is settled: with one of the values, or with a new one. */
export type Use = Parameters<Api['conflicts']['resolve']>[0]['use'];

const takenValue = (field: ConflictField, use: Use): Json =>
  'value' in use ? use.value : (field.values.find(({ dot }) => dot === use.dot)?.value ?? null);

const isShown = (field: ConflictField, use: Use): boolean => {
  const shown = field.values.find((value) => value.shown);
  return JSON.stringify(shown?.value ?? null) === JSON.stringify(takenValue(field, use));
};

/** Why a marking below one of those in conflict is taken: that needs a reason (TLP practice), as anywhere. */
const lowered = (field: ConflictField, use: Use): { from: string; to: string } | undefined => {
  const to = markingSchema.safeParse(field.field === 'marking' ? takenValue(field, use) : undefined);
  if (!to.success) return undefined;
  const from = highestMarking(field.values.flatMap(({ value }) => markingSchema.safeParse(value).data ?? []));
  return compareMarkings(to.data, from) < 0 ? { from, to: to.data } : undefined;
};

export interface Settle {
  readonly busy: boolean;
  readonly settle: (field: ConflictField, use: Use, reason: string) => Promise<void>;
}

/** Settles fields of a record, each as one step that can be undone; `onSettled` hears how many are left of it. */
export const useSettle = ({ kind, id }: ConflictDetail, onSettled: (left: number) => void): Settle => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const { undo } = useUndo();
  const { isPending, mutate } = useMutation({
    mutationFn: ({ field: { field }, use, reason }: { field: ConflictField; use: Use; reason: string }) =>
      api.conflicts.resolve({ kind, id, field, use, reason }),
    onSuccess: async ({ left }, { field, use }) => {
      const label = { field: fieldLabel(t, kind, field.field) };
      // What was shown anyway stays: taking that back would change nothing (decision 010).
      if (isShown(field, use)) notice(t('conflicts:settledAsShown', label));
      else notice(t('conflicts:settled', label), { label: t('conflicts:undo'), run: undo });
      await client.invalidateQueries({ queryKey: q.conflicts.key() });
      onSettled(left);
    },
  });
  const settle = async (field: ConflictField, use: Use, reason: string): Promise<void> => {
    const lower = reason === '' ? lowered(field, use) : undefined;
    const given = lower ? await askReason(t('conflicts:lower', lower)) : reason;
    if (given !== null) mutate({ field, use, reason: given });
  };
  return { busy: isPending, settle };
};

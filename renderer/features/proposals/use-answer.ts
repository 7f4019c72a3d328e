import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import { compareMarkings } from '#shared/model/marking.ts';
import { markingSchema } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { isChanged } from '../../api/problem.ts';
import { askReason } from '../../app/ask-reason.tsx';
import { attempt, notice } from '../../app/notices.tsx';
import { useUndo } from '../../app/use-undo.ts';

/** What accepting would lower the marking from and to: that needs a reason (TLP practice), as anywhere. */
export const lowered = ({ changes }: Pick<ProposalItem, 'changes'>): { from: string; to: string } | undefined => {
  const change = changes.find(({ field }) => field === 'marking');
  const from = markingSchema.safeParse(change?.now);
  const to = markingSchema.safeParse(change?.proposed);
  if (!from.success || !to.success || compareMarkings(to.data, from.data) >= 0) return undefined;
  return { from: from.data, to: to.data };
};

interface Answer {
  readonly way: 'accept' | 'decline' | 'withdraw';
  readonly answer: string;
}

/** Answers a proposal, as one step that can be undone; `onAnswered` hears when it is no longer open. */
export const useAnswer = (proposal: ProposalItem, onAnswered: () => void) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const { undo } = useUndo();
  const { id } = proposal;
  const { isPending, mutate } = useMutation({
    mutationFn: ({ way, answer }: Answer) =>
      // What changed since was shown when this was asked for.
      way === 'accept'
        ? api.proposals.accept({ id, answer, anyway: proposal.stale.length > 0 })
        : api.proposals[way]({ id, answer }),
    onSuccess: (_answered, { way }) => {
      notice(t(`proposals:done.${way}`), { label: t('app:commands.undo'), run: undo });
      onAnswered();
      void client.invalidateQueries({ queryKey: q.proposals.key() });
    },
    // Somebody was quicker: the newer state is shown, and with it what can be done now.
    onError: (error) => (isChanged(error) ? client.invalidateQueries({ queryKey: q.proposals.key() }) : undefined),
  });
  const accept = async (): Promise<void> => {
    const lower = lowered(proposal);
    const answer = lower ? await askReason(t('proposals:lower', lower)) : '';
    if (answer !== null) mutate({ way: 'accept', answer });
  };
  const decline = async (): Promise<void> => {
    const answer = await askReason(t('proposals:whyDecline'));
    if (answer !== null) mutate({ way: 'decline', answer });
  };
  return {
    busy: isPending,
    accept: () => attempt(accept()),
    decline: () => attempt(decline()),
    withdraw: () => mutate({ way: 'withdraw', answer: '' }),
  };
};

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PackChoice, PackResult } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { refusalText } from '../../api/problem.ts';
import { useLibrary } from '../../app/library.ts';
import { notice, problemNotice, type Way } from '../../app/notices.tsx';
import { useSaveFile } from '../../app/save-file.ts';
import { useTask } from '../../app/tasks.ts';
import { flushTexts } from '../../app/unsaved.ts';
import { formatBytes, formatCount, today } from '../../i18n/format.ts';

/** What a pack is made of, for whom, and how it is encrypted. */
export interface ShareInput {
  readonly choice: PackChoice;
  readonly note: string;
  readonly for?: string;
  readonly passphrase?: string;
  readonly to?: string[];
}

const isEncrypted = ({ passphrase, to = [] }: ShareInput): boolean => passphrase !== undefined || to.length > 0;

/** What is told of a written pack when it is encrypted. */
const ENCRYPTED = { saved: 'savedEncrypted', sent: 'sentEncrypted' } as const;

/** Writes a pack to a place that is asked for, or into the shared folder; follows the job, says what came of it. */
export const useShare = () => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const library = useLibrary();
  const file = useSaveFile();
  const job = useTask();
  const tell = (done: 'saved' | 'sent', input: ShareInput, result: PackResult, show?: Way): void => {
    const { name, records: count } = result;
    const words = { name, size: formatBytes(result.bytes), count, number: formatCount(count) };
    // What is with a colleague is no record, so no change of records tells of it.
    for (const queryKey of [q.colleagues.key(), q.packs.key()]) void client.invalidateQueries({ queryKey });
    notice(t(`exchange:share.${isEncrypted(input) ? ENCRYPTED[done] : done}`, words), show);
  };
  const save = async (input: ShareInput): Promise<void> => {
    const { briefing } = input.choice;
    const title = briefing === undefined ? library.name : (await api.briefings.get({ briefing })).title;
    const name = `${title} ${today()}`;
    const made = await file.save({
      kind: 'pack',
      name,
      start: (target) => api.packs.start({ ...input, name, ...target }),
      cancelled: t('exchange:share.cancelled'),
    });
    if (made?.saved.type === 'pack') tell('saved', input, made.saved.result, made.show);
  };
  const send = async (input: ShareInput): Promise<void> => {
    if (!(await flushTexts())) return notice(t('app:files.unsaved'));
    const { state, problem, outcome } = await job.run(() => api.folder.send(input));
    if (state === 'cancelled') notice(t('exchange:share.cancelled'));
    else if (problem) notice(refusalText(problem).sentence);
    else if (outcome?.type === 'pack') tell('sent', input, outcome.result);
  };
  const { mutate, isPending } = useMutation({
    mutationFn: ({ input, folder }: { input: ShareInput; folder: boolean }) => (folder ? send(input) : save(input)),
    onError: problemNotice,
    meta: { quiet: true },
  });
  return {
    save: (input: ShareInput) => mutate({ input, folder: false }),
    send: (input: ShareInput) => mutate({ input, folder: true }),
    pending: isPending,
    running: file.running || job.running,
    progress: job.running ? (job.task?.progress ?? 0) : file.progress,
    cancel: job.running ? job.cancel : file.cancel,
  };
};

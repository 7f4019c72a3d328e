import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PackChoice } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { useLibrary } from '../../app/library.ts';
import { notice, problemNotice } from '../../app/notices.tsx';
import { useSaveFile } from '../../app/save-file.ts';
import { formatBytes, formatCount, today } from '../../i18n/format.ts';

interface ShareInput {
  readonly choice: PackChoice;
  readonly note: string;
  readonly passphrase: string | undefined;
}

/** Writes a pack: asks for the place, follows the job, says what came of it. */
export const useShare = () => {
  const { t } = useTranslation();
  const { api } = useApi();
  const library = useLibrary();
  const { save, running, progress, cancel } = useSaveFile();
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ choice, note, passphrase }: ShareInput) => {
      const { briefing } = choice;
      const title = briefing === undefined ? library.name : (await api.briefings.get({ briefing })).title;
      const name = `${title} ${today()}`;
      const made = await save({
        kind: 'pack',
        name,
        start: (target) => api.packs.start({ choice, note, name, ...target, ...(passphrase ? { passphrase } : {}) }),
        cancelled: t('exchange:share.cancelled'),
      });
      if (made?.saved.type !== 'pack') return;
      const { result } = made.saved;
      const params = { name: result.name, size: formatBytes(result.bytes) };
      notice(
        t(`exchange:share.${passphrase ? 'savedEncrypted' : 'saved'}`, {
          ...params,
          count: result.records,
          number: formatCount(result.records),
        }),
        made.show,
      );
    },
    onError: problemNotice,
    meta: { quiet: true },
  });
  return { share: mutate, pending: isPending, running, progress, cancel };
};

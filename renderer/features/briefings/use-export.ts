import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ExportFormat, ExportResult } from '#shared/contract/transfer.ts';
import { useApi } from '../../api/context.ts';
import { useScreenMemory } from '../../api/settings.ts';
import { notice, problemNotice } from '../../app/notices.tsx';
import { useSaveFile } from '../../app/save-file.ts';
import { formatCount, formatDuration } from '../../i18n/format.ts';

const ENDINGS: Readonly<Record<ExportFormat, string>> = { pdf: 'pdf', markdown: 'md', json: 'json' };

/** A title as a file name: signs that file systems refuse become blanks. */
export const fileName = (title: string, format: ExportFormat): string => {
  const plain = [...title]
    .map((sign) => (/[\\/:*?"<>|]/.test(sign) || sign < ' ' ? ' ' : sign))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${plain.slice(0, 120) || 'Briefing'}.${ENDINGS[format]}`;
};

/** What is said of the pack that went along. */
const carried = (t: TFunction, { pack }: ExportResult): string[] => {
  if (!pack) return [];
  const { records, withheld } = pack;
  const kept = t('briefings:export.withheld', { count: withheld, number: formatCount(withheld) });
  return [
    t('briefings:export.carried', { count: records, number: formatCount(records) }),
    ...(withheld > 0 ? [kept] : []),
  ];
};

/** Writes a briefing as a file, a PDF with a pack where that is chosen: asks for the place, follows the job, says what came of it. */
export const useExport = (briefing: { readonly id: string; readonly title: string }) => {
  const [embedsPack, setEmbedsPack] = useScreenMemory<boolean>('briefings.embedPack', false);
  const { t } = useTranslation();
  const { api } = useApi();
  const { save, running, progress, cancel } = useSaveFile();
  const start = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const made = await save({
        kind: format,
        name: fileName(briefing.title, format),
        start: (target) =>
          api.exports.start({ briefing: briefing.id, format, embedPack: embedsPack && format === 'pdf', ...target }),
        cancelled: t('briefings:export.cancelled'),
      });
      if (made?.saved.type !== 'export') return;
      const { result } = made.saved;
      const time = formatDuration(result.ms.build + result.ms.layout + result.ms.write);
      const pages =
        result.pages > 0 ? t('briefings:export.pages', { count: result.pages, number: formatCount(result.pages) }) : '';
      const said = t('briefings:export.saved', { name: result.name, what: [pages, time].filter(Boolean).join(', ') });
      notice([said, ...carried(t, result), ...result.warnings].join(' '), made.show);
    },
    onError: problemNotice,
    meta: { quiet: true },
  });
  return { start: start.mutate, running, progress, cancel, embedsPack, setEmbedsPack };
};

import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExportFormat } from '#shared/contract/transfer.ts';
import { useApi } from '../../api/context.ts';
import { chooseTarget, deliver } from '../../api/platform.ts';
import { refusalText } from '../../api/problem.ts';
import { notice, problemNotice } from '../../app/notices.tsx';
import { useTask } from '../../app/tasks.ts';
import { flushTexts } from '../../app/unsaved.ts';
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

/** Writes a briefing as a file: asks for the place, follows the job, says what came of it. */
export const useExport = (briefing: { readonly id: string; readonly title: string }) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { task, running, run, cancel } = useTask();
  const start = useMutation({
    mutationFn: async (format: ExportFormat) => {
      if (!(await flushTexts())) return notice(t('briefings:export.unsaved'));
      const name = fileName(briefing.title, format);
      const target = await chooseTarget(format, name);
      if (target === null) return;
      const ended = await run(() =>
        api.exports.start({ briefing: briefing.id, format, ...(target === undefined ? {} : { file: target }) }),
      );
      if (ended.state === 'cancelled') return notice(t('briefings:export.cancelled'));
      if (ended.problem) return notice(refusalText(ended.problem).sentence);
      if (ended.outcome?.type !== 'export') return;
      const { result } = ended.outcome;
      if (target === undefined) await deliver(api, result.file, result.name);
      const time = formatDuration(result.ms.build + result.ms.layout + result.ms.write);
      const pages =
        result.pages > 0 ? t('briefings:export.pages', { count: result.pages, number: formatCount(result.pages) }) : '';
      const said = t('briefings:export.saved', { name: result.name, what: [pages, time].filter(Boolean).join(', ') });
      const reveal = window.briefwright?.reveal;
      const show = target && reveal ? { label: t('briefings:export.show'), run: () => void reveal(target) } : undefined;
      notice([said, ...result.warnings].join(' '), show);
    },
    onError: problemNotice,
    meta: { quiet: true },
  });
  return { start: start.mutate, running, progress: task?.progress ?? 0, cancel };
};

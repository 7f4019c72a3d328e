import { Button, Checkbox, Group, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickedFile } from '#shared/contract/bridge.ts';
import type { ImportResult } from '#shared/contract/transfer.ts';
import { useApi } from '../../api/context.ts';
import { pickFiles } from '../../api/platform.ts';
import { problemText, refusalText } from '../../api/problem.ts';
import { useTask } from '../../app/tasks.ts';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import classes from './ImportSheet.module.css';

/** The most rejected lines that are listed; the count stays exact. */
const LISTED = 1000;

/** An import is written as one step, so a library that has stopped holds all of it or nothing. */
const problemOf = (error: unknown): string => {
  const { kind, sentence } = problemText(error);
  return kind === 'LOST' ? i18next.t('facts:import.lost') : sentence;
};

const useImport = () => {
  const { api } = useApi();
  const job = useTask();
  const start = useMutation({
    meta: { quiet: true },
    mutationFn: ({ files, strict, dryRun }: { files: readonly PickedFile[]; strict: boolean; dryRun: boolean }) =>
      job.run(() => api.imports.start({ files: files.map(({ file }) => file), strict, dryRun })),
  });
  const ended = start.data;
  const problem = start.error ? problemOf(start.error) : ended?.problem ? refusalText(ended.problem).sentence : null;
  const result = ended?.outcome?.type === 'import' ? ended.outcome.result : null;
  return { ...job, start: start.mutate, problem, result, cancelled: ended?.state === 'cancelled', reset: start.reset };
};

const Counts = ({ result }: { result: ImportResult }) => {
  const { t } = useTranslation();
  const lines = [
    ['facts', result.added.facts],
    ['sources', result.added.sources],
    ['subjects', result.added.subjects],
    ['notes', result.added.notes],
    ['duplicates', result.duplicates],
    ['rejected', result.rejected.length],
  ] as const;
  return (
    <dl className={classes.counts}>
      {lines
        .filter(([name, count]) => count > 0 || name === 'facts' || name === 'rejected')
        .map(([name, count]) => (
          <div key={name} data-name={count > 0 ? name : undefined}>
            <dd>{formatCount(count)}</dd>
            <dt>{t(`facts:import.${name}`, { count })}</dt>
          </div>
        ))}
    </dl>
  );
};

/** What an import did, and every line that it refused with the reason. */
const Result = ({ result }: { result: ImportResult }) => {
  const { t } = useTranslation();
  const { rejected } = result;
  return (
    <>
      <p>{t(result.dry ? 'facts:import.wouldDo' : 'facts:import.done')}</p>
      <Counts result={result} />
      {rejected.length > 0 && (
        <ScrollRegion className={classes.rejected} label={t('facts:import.rejectedLines')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('facts:import.file')}</th>
                <th scope="col">{t('facts:import.line')}</th>
                <th scope="col">{t('facts:import.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {rejected.slice(0, LISTED).map((entry) => (
                <tr key={`${entry.file}-${entry.line}-${entry.reason}`}>
                  <td>{entry.file}</td>
                  <td>{formatCount(entry.line)}</td>
                  <td>{entry.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rejected.length > LISTED && (
            <p>{t('facts:import.more', { number: formatCount(rejected.length - LISTED) })}</p>
          )}
        </ScrollRegion>
      )}
      {result.notCarried.map((line) => (
        <p key={line} className={classes.note}>
          {line}
        </p>
      ))}
    </>
  );
};

/** Facts from CSV or JSON Lines: choose files, try them out or read them in, see what became of each line. */
const ImportSheet = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { undo } = useUndo();
  const [files, setFiles] = useState<readonly PickedFile[]>([]);
  const [strict, setStrict] = useState(false);
  const job = useImport();
  const choose = useMutation({
    mutationFn: () => pickFiles(api, 'facts', true),
    onSuccess: (picked) => {
      if (picked.length === 0) return;
      job.reset();
      setFiles(picked);
    },
  });
  const finished = job.result !== null && !job.result.dry;
  return (
    <Dialog onClose={onClose} size={640} title={t('facts:import.title')}>
      <div className={classes.sheet}>
        <p className={classes.note}>{t('facts:import.help')}</p>
        <Group gap={8}>
          <Button onClick={() => choose.mutate()} loading={choose.isPending} disabled={job.running} data-autofocus>
            {t('facts:import.choose')}
          </Button>
          <span className={classes.files}>{files.map((file) => file.name).join(', ')}</span>
        </Group>
        {files.length > 0 && !finished && (
          <Checkbox
            size="xs"
            label={t('facts:import.strict')}
            checked={strict}
            disabled={job.running}
            onChange={(event) => setStrict(event.currentTarget.checked)}
          />
        )}
        {job.running && (
          <div className={classes.running}>
            <Progress value={(job.task?.progress ?? 0) * 100} aria-label={t('facts:import.progress')} />
            <Button onClick={job.cancel}>{t('facts:import.stop')}</Button>
          </div>
        )}
        {job.problem && (
          <p className={classes.problem} role="alert">
            {job.problem}
          </p>
        )}
        {job.cancelled && <p role="status">{t('facts:import.cancelled')}</p>}
        {job.result && !job.running && <Result result={job.result} />}
        <Group gap={8} justify="flex-end">
          {finished ? (
            <>
              <Button
                onClick={() => {
                  undo();
                  onClose();
                }}
              >
                {t('facts:import.undo')}
              </Button>
              <Button variant="filled" onClick={onClose}>
                {t('facts:import.close')}
              </Button>
            </>
          ) : (
            <>
              <Button
                disabled={files.length === 0 || job.running}
                onClick={() => job.start({ files, strict, dryRun: true })}
              >
                {t('facts:import.try')}
              </Button>
              <Button
                variant="filled"
                disabled={files.length === 0 || job.running}
                onClick={() => job.start({ files, strict, dryRun: false })}
              >
                {t('facts:import.run')}
              </Button>
            </>
          )}
        </Group>
      </div>
    </Dialog>
  );
};
export default ImportSheet;

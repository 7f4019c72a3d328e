import { useTranslation } from 'react-i18next';
import type { SaveKind } from '#shared/contract/bridge.ts';
import type { Task } from '#shared/contract/tasks.ts';
import { useApi } from '../api/context.ts';
import { chooseTarget, deliver } from '../api/platform.ts';
import { refusalText } from '../api/problem.ts';
import { notice, type Way } from './notices.tsx';
import { useTask } from './tasks.ts';
import { flushTexts } from './unsaved.ts';

type Outcome = NonNullable<Task['outcome']>;
/** The end of a job that has made a file. */
export type Saved = Extract<Outcome, { type: 'export' | 'pack' }>;

interface SaveInput {
  readonly kind: SaveKind;
  /** What the file is called unless the user says otherwise. */
  readonly name: string;
  /** Starts the job; without a token the file is made first and then handed over. */
  readonly start: (target: { file?: string }) => Promise<{ task: string }>;
  /** Said when the user has stopped it. */
  readonly cancelled: string;
}

/** Writes a file by a long job: asks for the place, follows the job, hands the file over, tells what went wrong. */
export const useSaveFile = () => {
  const { t } = useTranslation();
  const { api } = useApi();
  const job = useTask();
  const save = async ({ kind, name, start, cancelled }: SaveInput): Promise<{ saved: Saved; show?: Way } | null> => {
    if (!(await flushTexts())) {
      notice(t('app:files.unsaved'));
      return null;
    }
    const target = await chooseTarget(kind, name);
    if (target === null) return null;
    const { state, problem, outcome } = await job.run(() => start(target === undefined ? {} : { file: target }));
    if (state === 'cancelled') notice(cancelled);
    else if (problem) notice(refusalText(problem).sentence);
    if (outcome?.type !== 'export' && outcome?.type !== 'pack') return null;
    if (target === undefined) await deliver(api, outcome.result.file, outcome.result.name);
    const reveal = window.briefwright?.reveal;
    if (!target || !reveal) return { saved: outcome };
    return { saved: outcome, show: { label: t('app:files.show'), run: () => void reveal(target) } };
  };
  return { save, running: job.running, progress: job.task?.progress ?? 0, cancel: job.cancel };
};

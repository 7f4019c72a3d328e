import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import type { ExportResult } from '#shared/contract/transfer.ts';
import { useApi } from '../../api/context.ts';
import type { Refusal } from '../../api/problem.ts';
import { useBuilder } from './builder-context.tsx';

interface Preview {
  readonly document: PDFDocumentProxy | null;
  readonly result: ExportResult | null;
  readonly busy: boolean;
  /** A call that threw, or the refusal of a task. */
  readonly error: unknown;
  readonly refusal: Refusal | null;
}

const PAUSE_MS = 700;
const START: Preview = { document: null, result: null, busy: true, error: null, refusal: null };

const openPdf = async (bytes: ArrayBuffer): Promise<PDFDocumentProxy> => {
  const [pdfjs, worker] = await Promise.all([import('pdfjs-dist'), import('pdfjs-dist/build/pdf.worker.min.mjs?url')]);
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  return pdfjs.getDocument({ data: new Uint8Array(bytes), useWasm: false }).promise;
};

/** The briefing as PDF, made again shortly after the last saved change; outdated ones are stopped. */
export const usePreview = (): Preview & { readonly retry: () => void } => {
  const { api } = useApi();
  const { briefing, factAt } = useBuilder();
  const [preview, setPreview] = useState<Preview>(START);
  const [again, setAgain] = useState(0);
  const shown = useRef<PDFDocumentProxy | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the briefing and its facts are what the page shows
  useEffect(() => {
    const stop = new AbortController();
    let running: string | null = null;
    const render = async (): Promise<void> => {
      setPreview((now) => ({ ...now, busy: true }));
      const { task } = await api.exports.start({ briefing: briefing.id, format: 'pdf' }, { signal: stop.signal });
      running = task;
      if (stop.signal.aborted) return void api.tasks.cancel({ task });
      for await (const state of await api.tasks.watch({ task }, { signal: stop.signal })) {
        if (state.problem) return setPreview((now) => ({ ...now, busy: false, refusal: state.problem }));
        if (state.outcome?.type !== 'export') continue;
        running = null;
        const { result } = state.outcome;
        const file = await api.files.download({ file: result.file }, { signal: stop.signal });
        const document = await openPdf(await file.arrayBuffer());
        if (stop.signal.aborted) return void document.loadingTask.destroy();
        const old = shown.current;
        shown.current = document;
        setPreview({ document, result, busy: false, error: null, refusal: null });
        void old?.loadingTask.destroy();
        return;
      }
    };
    const timer = setTimeout(
      () => {
        render().catch((error: unknown) => {
          if (!stop.signal.aborted) setPreview((now) => ({ ...now, busy: false, error }));
        });
      },
      shown.current ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
      if (running) api.tasks.cancel({ task: running }).catch(() => undefined);
    };
  }, [api, briefing, factAt, again]);

  useEffect(() => () => void shown.current?.loadingTask.destroy(), []);
  return { ...preview, retry: () => setAgain((count) => count + 1) };
};

import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { IconArrowAutofitWidth, IconMinus, IconPlus } from '@tabler/icons-react';
import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalText } from '../../api/problem.ts';
import { useScreenMemory } from '../../api/settings.ts';
import { formatDuration } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useBuilder, useBuilderPlace } from './builder-context.tsx';
import classes from './Side.module.css';
import { usePreview } from './use-preview.ts';

const MARGIN = 32;
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2] as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws into a canvas of its own and swaps it in when it is done, so that the sheet never flickers white. */
const draw = (document: PDFDocumentProxy, number: number, width: number, host: HTMLElement): (() => void) => {
  let task: RenderTask | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    const page = await document.getPage(number);
    if (stopped) return;
    const natural = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (width / natural.width) * window.devicePixelRatio });
    const canvas = window.document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    task = page.render({ canvas, viewport });
    await task.promise;
    if (!stopped) host.replaceChildren(canvas);
  };
  // A drawing that was stopped, or whose document was closed, has nothing left to show.
  run().catch(() => undefined);
  return () => {
    stopped = true;
    task?.cancel();
  };
};

interface SheetProps {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  readonly size: Size;
  readonly root: RefObject<HTMLElement | null>;
  readonly onSeen: (number: number, share: number) => void;
}

const Sheet = ({ document, number, size, root, onSeen }: SheetProps) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          setNear(entry.isIntersecting);
          onSeen(number, entry.intersectionRatio);
        }
      },
      { root: root.current, rootMargin: '200px', threshold: [0, 0.25, 0.5, 0.75, 1] },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [number, onSeen, root]);
  useEffect(() => {
    const host = box.current;
    if (!host) return undefined;
    if (near) return draw(document, number, size.width, host);
    host.replaceChildren();
    return undefined;
  }, [document, number, size.width, near]);
  return (
    <div
      aria-label={t('briefings:page.number', { number })}
      className={classes.sheet}
      data-page={number}
      ref={box}
      role="img"
      style={{ width: size.width, height: size.height }}
    />
  );
};

/** Natural sizes of the pages; all alike in our reports, so the first one tells. */
const usePageSize = (document: PDFDocumentProxy | null): Size | null => {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    if (!document) return;
    document
      .getPage(1)
      .then((page) => {
        const { width, height } = page.getViewport({ scale: 1 });
        setSize((old) => (old?.width === width && old.height === height ? old : { width, height }));
      })
      .catch(() => undefined);
  }, [document]);
  return size;
};

const useWidth = (element: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return width;
};

/** The page on which each section begins, by the bookmarks of the document; they bear the sections' numbers. */
const sectionPages = async (document: PDFDocumentProxy): Promise<Map<string, number>> => {
  const pages = new Map<string, number>();
  for (const { title, dest } of (await document.getOutline()) ?? []) {
    const target = typeof dest === 'string' ? await document.getDestination(dest) : dest;
    if (target?.[0]) pages.set(title, (await document.getPageIndex(target[0])) + 1);
  }
  return pages;
};

/** Turns to the page of the section that is worked on, when it is not in sight. */
const useFollow = (document: PDFDocumentProxy | null, box: RefObject<HTMLElement | null>): void => {
  const { briefing } = useBuilder();
  const at = useBuilderPlace((state) => state.section);
  const section = briefing.sections.find((other) => other.id === at);
  const title = section ? `${section.number} ${section.heading}` : '';
  const last = useRef('');
  useEffect(() => {
    if (!document || last.current === at) return;
    last.current = at;
    sectionPages(document)
      .then((pages) => {
        const wanted = [...pages].find(([name]) => name.replace(/[\s\u00a0.]+/g, ' ').trim() === title)?.[1];
        const sheet = box.current?.querySelector<HTMLElement>(`[data-page="${at === 'cover' ? 1 : wanted}"]`);
        const frame = box.current?.getBoundingClientRect();
        const rect = sheet?.getBoundingClientRect();
        if (frame && rect && (rect.bottom < frame.top + 80 || rect.top > frame.bottom - 80))
          sheet?.scrollIntoView({ block: 'start' });
      })
      .catch(() => undefined);
  }, [document, at, title, box]);
};

/** The page as it will be printed, beside the text that is being written. */
export const PagePane = () => {
  const { t } = useTranslation();
  const { document, result, busy, error, refusal, retry } = usePreview();
  const box = useRef<HTMLDivElement>(null);
  const room = useWidth(box);
  const natural = usePageSize(document);
  useFollow(document, box);
  // 0 stands for as wide as the pane.
  const [zoom, setZoom] = useScreenMemory<number>('builder.zoom', 0);
  const [current, setCurrent] = useState(1);
  const shares = useRef(new Map<number, number>());
  const onSeen = useRef((number: number, share: number): void => {
    shares.current.set(number, share);
    const [best] = [...shares.current].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (best) setCurrent(best[0]);
  }).current;
  const fit = natural ? Math.max(0.1, (room - MARGIN) / natural.width) : 1;
  const scale = zoom || fit;
  const size = natural && { width: Math.round(natural.width * scale), height: Math.round(natural.height * scale) };
  const pages = document?.numPages ?? 0;
  const step = (by: 1 | -1): void => {
    const next = by > 0 ? ZOOMS.find((value) => value > scale + 0.01) : ZOOMS.findLast((value) => value < scale - 0.01);
    if (next) setZoom(next);
  };
  return (
    <>
      <div className={classes.pageTools}>
        <span>{pages > 0 && t('briefings:page.of', { number: Math.min(current, pages), count: pages })}</span>
        {busy ? (
          <span className={classes.busy}>
            <Loader size={12} />
            <span className="visually-hidden">{t('briefings:page.making')}</span>
          </span>
        ) : (
          result && <span>· {formatDuration(result.ms.build + result.ms.layout + result.ms.write)}</span>
        )}
        <span className={classes.pageGap} />
        <ActionIcon aria-label={t('briefings:page.smaller')} onClick={() => step(-1)} size={24}>
          <IconMinus size={15} />
        </ActionIcon>
        <span>{Math.round(scale * 100)} %</span>
        <ActionIcon aria-label={t('briefings:page.larger')} onClick={() => step(1)} size={24}>
          <IconPlus size={15} />
        </ActionIcon>
        <Tooltip label={t('briefings:page.fit')}>
          <ActionIcon
            aria-label={t('briefings:page.fit')}
            aria-pressed={zoom === 0}
            onClick={() => setZoom(0)}
            size={24}
          >
            <IconArrowAutofitWidth size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {refusal && (
        <p className={classes.more} role="alert">
          {refusalText(refusal).sentence}
        </p>
      )}
      <ScrollRegion label={t('briefings:side.page')} className={classes.pages} ref={box}>
        {error !== null && !document && <Problem error={error} retry={retry} />}
        {!document && busy && <EmptyState sentence={t('briefings:page.making')} />}
        {document &&
          size &&
          room > 0 &&
          Array.from({ length: pages }, (_, index) => index + 1).map((number) => (
            <Sheet document={document} key={number} number={number} onSeen={onSeen} root={box} size={size} />
          ))}
      </ScrollRegion>
    </>
  );
};

import { SegmentedControl } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenMemory } from '../../api/settings.ts';
import { useCommands } from '../../app/commands.ts';
import { FormatBar } from '../../editor/FormatBar.tsx';
import { showPlace, useBuilder, useBuilderPlace } from './builder-context.tsx';
import { Cover } from './Cover.tsx';
import classes from './Document.module.css';
import { SectionView } from './SectionView.tsx';

const LINE_PX = 140;
const SETTLE_MS = 150;
const FOCUSABLE = '[data-first], .bw-prose[contenteditable="true"], textarea, input';

const reach = (scroller: HTMLElement, section: string, block: string | null): HTMLElement | null =>
  scroller.querySelector<HTMLElement>(block ? `[data-block="${block}"]` : `[data-section="${section}"]`);

/** Puts the keyboard into the place; an editor that is only being made gets it when it is there. */
const focusWithin = (find: () => HTMLElement | null, tries = 60): void => {
  const field = find()?.querySelector<HTMLElement>(FOCUSABLE);
  if (!field) {
    if (tries > 0) requestAnimationFrame(() => focusWithin(find, tries - 1));
    return;
  }
  field.focus({ preventScroll: true });
  if (!field.isContentEditable) return;
  getSelection()?.selectAllChildren(field);
  getSelection()?.collapseToEnd();
};

/** Scrolls to the wanted place once it is there, and puts the keyboard into it where that is asked for. */
const useTarget = (scroller: React.RefObject<HTMLElement | null>, rendered: unknown): React.RefObject<boolean> => {
  const target = useBuilderPlace((state) => state.target);
  const moving = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new block is there only after the briefing was read again
  useEffect(() => {
    const box = scroller.current;
    const element = box && target && reach(box, target.section, target.block);
    if (!element || !target) return;
    // Until the scroll has ended, it must not choose the section that it passes.
    moving.current = true;
    element.scrollIntoView({ block: target.block ? 'center' : 'start' });
    setTimeout(() => {
      moving.current = false;
    }, SETTLE_MS);
    if (target.focus) focusWithin(() => reach(box, target.section, target.block));
    useBuilderPlace.setState({ target: null });
  }, [target, rendered]);
  return moving;
};

/** The briefing as it is written: all of it, or the one section that is worked on. */
export const DocumentPane = () => {
  const { t } = useTranslation();
  const { briefing } = useBuilder();
  const section = useBuilderPlace((state) => state.section);
  const [view, setView] = useScreenMemory<string>('builder.view', 'whole');
  const scroller = useRef<HTMLDivElement>(null);
  const moving = useTarget(scroller, briefing);
  const whole = view === 'whole';
  const look = (next: 'whole' | 'section'): void => {
    setView(next);
    showPlace(section);
  };
  useCommands([
    {
      id: 'briefing.view',
      title: whole ? 'briefings:view.showSection' : 'briefings:view.showWhole',
      group: 'here',
      run: () => look(whole ? 'section' : 'whole'),
    },
  ]);
  const current = briefing.sections.find((other) => other.id === section);

  const follow = useCallback(() => {
    const box = scroller.current;
    if (!box || moving.current) return;
    const line = box.getBoundingClientRect().top + LINE_PX;
    let at = 'cover';
    for (const element of box.querySelectorAll<HTMLElement>('[data-section]'))
      if (element.getBoundingClientRect().top <= line) at = element.dataset.section ?? at;
    if (box.scrollTop + box.clientHeight >= box.scrollHeight - 2 && box.scrollTop > 0) {
      const last = [...box.querySelectorAll<HTMLElement>('[data-section]')].at(-1);
      at = last?.dataset.section ?? at;
    }
    if (useBuilderPlace.getState().section !== at) useBuilderPlace.setState({ section: at });
  }, [moving]);

  return (
    <div className={classes.pane}>
      <FormatBar>
        <span className={classes.toolsGap} />
        <SegmentedControl
          aria-label={t('briefings:view.label')}
          data={[
            { value: 'whole', label: t('briefings:view.whole') },
            { value: 'section', label: t('briefings:view.section') },
          ]}
          onChange={(value) => look(value === 'section' ? 'section' : 'whole')}
          size="xs"
          value={view}
        />
      </FormatBar>
      <div className={classes.scroller} {...(whole ? { onScroll: follow } : {})} ref={scroller}>
        <div className={classes.page}>
          {(whole || !current) && <Cover />}
          {whole && briefing.sections.map((one) => <SectionView key={one.id} section={one} />)}
          {!whole && current && <SectionView key={current.id} section={current} />}
        </div>
      </div>
    </div>
  );
};

import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconWand } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SectionDetail } from '#shared/contract/briefings.ts';
import type { Block } from '#shared/model/briefing.ts';
import { EMPTY_PROSE, type Prose, proseFromText } from '#shared/model/prose.ts';
import { attempt } from '../../app/notices.tsx';
import { whenActive } from '../../editor/active.ts';
import { ProseView } from '../../editor/ProseView.tsx';
import { carriesFacts, draggedFacts } from '../../ui/fact-drag.ts';
import { InlineText } from '../../ui/InlineText.tsx';
import { useBuilder } from './builder-context.tsx';
import { citedProse } from './cited-prose.ts';
import classes from './Document.module.css';
import { FactsBlock } from './FactsBlock.tsx';
import { InConflict } from './InConflict.tsx';
import { InsertMenu } from './InsertMenu.tsx';
import { JudgementsBlock } from './JudgementsBlock.tsx';
import { Near } from './Near.tsx';
import { ProseBlock } from './ProseBlock.tsx';
import { useAddBlock } from './use-block.ts';

const BlockView = ({ block, section }: { readonly block: Block; readonly section: SectionDetail }) => {
  const { t } = useTranslation();
  const { citations } = useBuilder();
  const { content } = block;
  if (content.type === 'prose')
    return (
      <Near
        before={
          <div className={classes.block} data-block={block.id}>
            <span />
            <ProseView context={citations} prose={content.prose} />
          </div>
        }
      >
        <ProseBlock
          block={block}
          label={t('briefings:block.textOf', { heading: section.heading || t('briefings:outline.untitled') })}
          prose={content.prose}
        />
      </Near>
    );
  if (content.type === 'judgements') return <JudgementsBlock block={block} content={content} />;
  return <FactsBlock block={block} canFill={section.fill !== null} content={content} />;
};

/** The line at the end of a section: type to write, `/` to put something in, drop a fact. */
const EndLine = ({ section }: { readonly section: SectionDetail }) => {
  const { t } = useTranslation();
  const { change } = useBuilder();
  const { add, addProse } = useAddBlock();
  const [menu, setMenu] = useState<DOMRect | null>(null);
  const line = useRef<HTMLButtonElement>(null);
  const last = section.blocks.at(-1)?.id ?? null;
  const write = (prose: Prose): void => attempt(addProse(prose, section.id, last));
  const ahead = useRef<string | null>(null);
  /** Begins a text. What is typed until its editor has the keyboard is kept and put in there. */
  const begin = async (first: string): Promise<void> => {
    if (ahead.current !== null) return;
    ahead.current = '';
    try {
      const block = await addProse(first ? proseFromText(first) : EMPTY_PROSE, section.id, last);
      whenActive(block, (editor) => {
        const rest = ahead.current;
        ahead.current = null;
        if (rest) editor.chain().focus('end').insertContent({ type: 'text', text: rest }).run();
      });
    } catch (error) {
      ahead.current = null;
      throw error;
    }
  };
  const openMenu = (): void => setMenu(line.current?.getBoundingClientRect() ?? null);
  const onKey = (event: KeyboardEvent): void => {
    const { key } = event;
    const isSign = key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (ahead.current !== null && (isSign || key === 'Backspace'))
      ahead.current = isSign ? ahead.current + key : ahead.current.slice(0, -1);
    else if (isSign && key === '/') openMenu();
    else if (isSign && key !== ' ') attempt(begin(key));
    else return;
    event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    const facts = draggedFacts(event.dataTransfer);
    if (facts.length === 0) return;
    event.preventDefault();
    write(citedProse(facts));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only takes facts that are dropped on it; a key does the same
    <div
      className={classes.end}
      data-empty={section.blocks.length === 0 || undefined}
      onDragOver={(event) => {
        if (carriesFacts(event.dataTransfer)) event.preventDefault();
      }}
      onDrop={drop}
    >
      <ActionIcon aria-label={t('briefings:insert.button')} onClick={openMenu} size={24}>
        <IconPlus size={16} />
      </ActionIcon>
      <button className={classes.ghost} onClick={() => attempt(begin(''))} onKeyDown={onKey} ref={line} type="button">
        {t(section.blocks.length === 0 ? 'briefings:section.emptyHint' : 'briefings:section.endHint')}
      </button>
      {section.fill && section.blocks.length === 0 && (
        <Button
          leftSection={<IconWand size={14} />}
          onClick={() => attempt(change((api) => api.sections.fill({ id: section.id })))}
        >
          {t('briefings:outline.fill')}
        </Button>
      )}
      {menu && (
        <InsertMenu
          inText={false}
          onCancel={() => {
            setMenu(null);
            line.current?.focus();
          }}
          onChoose={(insertion) => {
            setMenu(null);
            if (
              insertion === 'prose' ||
              insertion === 'factTable' ||
              insertion === 'timeline' ||
              insertion === 'judgements'
            )
              attempt(add(insertion, section.id, last));
          }}
          place={menu}
        />
      )}
    </div>
  );
};

/** A section as it is written: heading, guidance, blocks. */
export const SectionView = memo(({ section }: { readonly section: SectionDetail }) => {
  const { t } = useTranslation();
  const { edit, readOnly } = useBuilder();
  const { id, revision: seen } = section;
  return (
    <section
      aria-label={section.heading || t('briefings:outline.untitled')}
      className={classes.section}
      data-section={section.id}
    >
      <header className={classes.sectionHead}>
        <span className={classes.sectionNumber}>{section.number} ·</span>
        <h2>
          <InlineText
            label={t('briefings:section.heading')}
            placeholder={t('briefings:outline.untitled')}
            readOnly={readOnly}
            save={(heading) => edit((api) => api.sections.edit({ id, patch: { heading }, seen }))}
            value={section.heading}
          />
        </h2>
        <InConflict id={section.id} />
      </header>
      {section.guidance && <p className={classes.guidance}>{section.guidance}</p>}
      {section.blocks.map((block) => (
        <BlockView block={block} key={block.id} section={section} />
      ))}
      {!readOnly && <EndLine section={section} />}
    </section>
  );
});

import { Popover } from '@mantine/core';
import {
  IconAlignLeft,
  IconBlockquote,
  IconGavel,
  IconH2,
  IconList,
  IconListNumbers,
  IconQuote,
  IconTable,
  IconTimeline,
} from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Document.module.css';

const BLOCKS = [
  { key: 'factTable', icon: IconTable },
  { key: 'timeline', icon: IconTimeline },
  { key: 'judgements', icon: IconGavel },
] as const;
const TEXT = { key: 'prose', icon: IconAlignLeft } as const;
const INLINE = [
  { key: 'cite', icon: IconQuote },
  { key: 'heading', icon: IconH2 },
  { key: 'bulletList', icon: IconList },
  { key: 'orderedList', icon: IconListNumbers },
  { key: 'blockquote', icon: IconBlockquote },
] as const;
export type Insertion = (typeof BLOCKS)[number]['key'] | 'prose' | (typeof INLINE)[number]['key'];

interface Props {
  readonly place: DOMRect;
  /** Inside a text there is more to insert than between blocks. */
  readonly inText: boolean;
  readonly onChoose: (insertion: Insertion) => void;
  /** Esc or a click elsewhere, with what had been typed. */
  readonly onCancel: (typed: string, byKey: boolean) => void;
}

/** What can be put in here, narrowed by typing; arrow keys move, Enter takes. */
export const InsertMenu = ({ place, inText, onChoose, onCancel }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const all = inText ? [...BLOCKS, ...INLINE] : [TEXT, ...BLOCKS];
  const items = all.filter(({ key }) =>
    t(`briefings:insert.${key}.name`).toLowerCase().includes(typed.trim().toLowerCase()),
  );
  const at = Math.min(chosen, items.length - 1);
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = items[at];
    if (step !== undefined) setChosen((at + step + items.length) % Math.max(1, items.length));
    else if (event.key === 'Enter' && item) onChoose(item.key);
    else if (event.key === 'Escape') onCancel(typed, true);
    else if (event.key === 'Backspace' && typed === '') onCancel('', false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Popover
      closeOnEscape={false}
      onChange={() => onCancel(typed, false)}
      opened
      position="bottom-start"
      withinPortal
      withRoles={false}
    >
      <Popover.Target>
        <span className="bw-anchor" style={{ left: place.left, top: place.top, height: place.height }} />
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={classes.insert}>
          <input
            aria-activedescendant={items[at] ? `${id}-${items[at].key}` : undefined}
            aria-controls={id}
            aria-expanded
            aria-label={t('briefings:insert.label')}
            // biome-ignore lint/a11y/noAutofocus: the menu opens because its key was pressed
            autoFocus
            className={classes.insertField}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKey}
            placeholder={t('briefings:insert.label')}
            role="combobox"
            value={typed}
          />
          <div aria-label={t('briefings:insert.label')} className={classes.insertList} id={id} role="listbox">
            {items.map(({ key, icon: Icon }, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the keyboard for the whole list
              <div
                aria-selected={index === at}
                className={classes.insertItem}
                id={`${id}-${key}`}
                key={key}
                onClick={() => onChoose(key)}
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => setChosen(index)}
                role="option"
                tabIndex={-1}
              >
                <Icon aria-hidden size={18} stroke={1.6} />
                <span>
                  {t(`briefings:insert.${key}.name`)}
                  <small>{t(`briefings:insert.${key}.hint`)}</small>
                </span>
              </div>
            ))}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};

// biome-ignore-all lint/a11y/useSemanticElements: a row that is ticked as a whole
import { TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './OptionList.module.css';

export interface Option {
  readonly id: string;
  /** In words. */
  readonly label: string;
  readonly shown?: ReactNode;
  /** At the far end, such as a count. */
  readonly hint?: string;
}

interface OptionListProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
  /** With it, a field above the list narrows the options. */
  readonly search?: { readonly value: string; readonly onChange: (text: string) => void };
  /** Enter in the empty field: nothing more is to be ticked. */
  readonly onDone?: () => void;
}

/**
 * Options to tick, by pointer or with the arrow keys and Space. While words narrow them, the first one is marked: Enter
 * in the field ticks it and makes room for the next words.
 */
export const OptionList = ({ label, options, chosen, onToggle, search, onDone }: OptionListProps) => {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const narrowed = (search?.value.trim() ?? '') !== '';
  const enter = (): void => {
    const [first] = options;
    if (!narrowed) onDone?.();
    else if (first) {
      onToggle(first.id);
      search?.onChange('');
    }
  };
  const step = (event: KeyboardEvent): void => {
    const inField = event.target instanceof HTMLInputElement;
    if (inField && event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      enter();
    }
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const boxes = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = inField && narrowed ? 0 : boxes.indexOf(document.activeElement as HTMLButtonElement);
    boxes[Math.max(0, Math.min(boxes.length - 1, at + move))]?.focus();
  };
  return (
    <div className={classes.box}>
      {search && (
        <TextInput
          aria-label={t('common:narrow', { label })}
          placeholder={t('common:narrow', { label })}
          value={search.value}
          onChange={(event) => search.onChange(event.currentTarget.value)}
          onKeyDown={step}
          data-autofocus
        />
      )}
      <ul ref={list} className={classes.list} aria-label={label}>
        {options.map((option, index) => (
          <li key={option.id}>
            <button
              type="button"
              role="checkbox"
              aria-checked={chosen.includes(option.id)}
              aria-label={option.label}
              data-marked={(narrowed && index === 0) || undefined}
              data-autofocus={!search && index === 0 ? true : undefined}
              onClick={() => onToggle(option.id)}
              onKeyDown={step}
            >
              <IconCheck size={14} aria-hidden visibility={chosen.includes(option.id) ? 'visible' : 'hidden'} />
              <span>{option.shown ?? option.label}</span>
              {option.hint && <small>{option.hint}</small>}
            </button>
          </li>
        ))}
        {options.length === 0 && <li className={classes.none}>{t('common:noMatch')}</li>}
      </ul>
    </div>
  );
};

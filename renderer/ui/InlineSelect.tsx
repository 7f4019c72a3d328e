import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceProblem } from './ChoiceProblem.tsx';
import classes from './Inline.module.css';
import { useChoice } from './use-choice.ts';
import type { Save } from './use-draft.ts';

export interface Choice<T> {
  readonly value: T;
  /** In words, for the list and for screen readers. */
  readonly label: string;
  /** How it looks, where that is not the label. */
  readonly shown?: ReactNode;
}

interface InlineSelectProps<T> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly save: Save<T>;
  readonly readOnly?: boolean;
}

/** A value out of a few; a click opens the list, choosing saves. */
export const InlineSelect = <T extends string | number>(props: InlineSelectProps<T>) => {
  const { label, value, choices, save, readOnly = false } = props;
  const { t } = useTranslation();
  const choice = useChoice(value, save);
  const current = choices.find((one) => one.value === value);
  const mine = choices.find((one) => one.value === choice.value);
  return (
    <>
      <Menu {...choice.list}>
        <Menu.Target>
          <button
            type="button"
            className={`${classes.inline} ${classes.select}`}
            disabled={readOnly}
            aria-label={t('common:editValue', { label, value: current?.label ?? value })}
          >
            {current?.shown ?? current?.label ?? value}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((one) => (
            <Menu.Item
              key={one.value}
              onClick={() => void choice.commit(one.value)}
              rightSection={one.value === value ? <IconCheck size={14} aria-label={t('common:chosen')} /> : null}
            >
              {one.shown ? (
                <>
                  <span aria-hidden>{one.shown}</span>
                  <span className="visually-hidden">{one.label}</span>
                </>
              ) : (
                one.label
              )}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ChoiceProblem
        choice={choice}
        mine={mine?.label ?? String(choice.value)}
        theirs={current?.label ?? String(value)}
      />
    </>
  );
};

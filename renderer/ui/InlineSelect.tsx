import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldConflict } from './FieldConflict.tsx';
import classes from './Inline.module.css';
import { type Save, useDraft } from './use-draft.ts';

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
  const draft = useDraft(value, save);
  const [open, setOpen] = useState(false);
  const current = choices.find((choice) => choice.value === value);
  return (
    <>
      <Menu opened={open} onChange={setOpen}>
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
          {choices.map((choice) => (
            <Menu.Item
              key={choice.value}
              onClick={() => void draft.commit(choice.value)}
              rightSection={choice.value === value ? <IconCheck size={14} aria-label={t('common:chosen')} /> : null}
            >
              {choice.shown ? (
                <>
                  <span aria-hidden>{choice.shown}</span>
                  <span className="visually-hidden">{choice.label}</span>
                </>
              ) : (
                choice.label
              )}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {draft.conflict && (
        <FieldConflict
          sentence={draft.error ?? ''}
          theirs={current?.label ?? String(value)}
          onKeepMine={draft.keepMine}
          onTakeTheirs={draft.cancel}
        />
      )}
      {draft.error && !draft.conflict && (
        <span className={classes.error} role="alert">
          {draft.error}
        </span>
      )}
    </>
  );
};

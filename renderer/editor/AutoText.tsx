import { Textarea, type TextareaProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldConflict } from '../ui/FieldConflict.tsx';
import { type AutosavedText, useAutosave } from './use-autosave.ts';

interface Props extends Omit<TextareaProps, 'value' | 'onChange' | 'defaultValue' | 'id'> {
  /** The record and the field, such as `<id>/sentence`. */
  readonly id: string;
  readonly value: string;
  readonly revision: string;
  /** Writes over the revision that the text was read at; gives the new one. */
  readonly write: (text: string, seen: string) => Promise<string>;
  /** Sees the words while they are typed. */
  readonly onText?: (text: string) => void;
  readonly singleLine?: boolean;
}

const useText = ({ id, value, revision, write }: Pick<Props, 'id' | 'value' | 'revision' | 'write'>) => {
  const saved: AutosavedText<string> = useAutosave({ id, value, revision, write });
  const [text, setText] = useState(saved.shown);
  useEffect(() => setText(saved.shown), [saved.shown]);
  return { saved, text, setText };
};

/** A field of plain words that saves itself while they are typed, and never over those that somebody else wrote. */
export const AutoText = ({ id, value, revision, write, onText, singleLine, ...rest }: Props) => {
  const { t } = useTranslation();
  const { saved, text, setText } = useText({ id, value, revision, write });
  const show = (next: string): void => {
    setText(next);
    onText?.(next);
  };
  return (
    <>
      <Textarea
        autosize
        minRows={1}
        {...rest}
        onBlur={() => void saved.flush()}
        onChange={(event) => {
          const raw = event.currentTarget.value;
          const next = singleLine ? raw.replace(/[\r\n]+/g, ' ') : raw;
          show(next);
          saved.change(() => next);
        }}
        value={text}
      />
      {saved.state.kind === 'conflict' && (
        <FieldConflict
          onKeepMine={() => saved.keepMine(revision)}
          onTakeTheirs={() => {
            saved.takeTheirs(revision, value);
            show(value);
          }}
          sentence={t('editor:conflict.sentence')}
          theirs={value}
        />
      )}
    </>
  );
};

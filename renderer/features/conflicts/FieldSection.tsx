import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictDetail, ConflictField, ConflictValue } from '#shared/contract/exchange.ts';
import { useSettings } from '../../api/settings.ts';
import { useCommands } from '../../app/commands.ts';
import { attempt } from '../../app/notices.tsx';
import { formatTimeShort } from '../../i18n/format.ts';
import { fieldText } from '../history/field-text.ts';
import { CombineText } from './CombineText.tsx';
import classes from './Conflicts.module.css';
import { editorOf, type FieldEditor, fieldLabel, type Json, unionOf } from './fields.ts';
import { RetiredQuestion } from './RetiredQuestion.tsx';
import type { Settle, Use } from './use-settle.ts';
import { useWriter, ValueCard } from './ValueCard.tsx';
import { WriteAnew } from './WriteAnew.tsx';

interface FieldSectionProps extends Settle {
  readonly detail: ConflictDetail;
  readonly field: ConflictField;
  /** The field that the keys are for: the first of the record. */
  readonly keyed: boolean;
  readonly readOnly: boolean;
}

/** The values, one's own first. */
const ordered = (values: readonly ConflictValue[], own: string): readonly ConflictValue[] =>
  values.toSorted((a, b) => Number(b.author === own) - Number(a.author === own));

const isLong = (editor: FieldEditor | undefined, words: readonly string[]): boolean =>
  editor?.type === 'prose' || (editor?.type === 'text' && editor.long && words.some((text) => text.includes('\n')));

interface ValuesProps extends Omit<FieldSectionProps, 'settle'> {
  readonly values: readonly ConflictValue[];
  readonly words: readonly string[];
  readonly editor: FieldEditor | undefined;
  readonly label: string;
  readonly onUse: (use: Use) => void;
}

/** The values side by side, each to be taken; below, what was before and the ways to write one anew. */
const Values = ({ detail, field, values, words, editor, label, keyed, readOnly, busy, onUse }: ValuesProps) => {
  const { t } = useTranslation();
  const writer = useWriter();
  const [writing, setWriting] = useState(false);
  useCommands(
    values.slice(0, 9).map((value, index) => ({
      id: `conflict.take${index + 1}`,
      title: 'conflicts:commands.take',
      params: { number: index + 1, field: label, author: writer(value.author) },
      group: 'here',
      keys: String(index + 1),
      enabled: () => keyed && !readOnly && !busy && !writing,
      run: () => onUse({ dot: value.dot }),
    })),
  );
  const union = unionOf(values.map(({ value }) => value));
  const before = fieldText(detail.kind, field.field, field.base, detail.names);
  // The subject is written by its name, every other value from the one that is displayed.
  const start = editor?.type === 'subject' ? words[0] : values[0]?.value;
  return (
    <>
      <ol className={classes.cards}>
        {values.map((value, index) => (
          <ValueCard
            busy={busy}
            key={value.dot}
            keyed={keyed && !writing}
            number={index + 1}
            onTake={() => onUse({ dot: value.dot })}
            other={words[index === 0 ? 1 : 0] ?? ''}
            readOnly={readOnly}
            value={value}
            words={words[index] ?? ''}
          />
        ))}
      </ol>
      {field.baseAt !== null && (
        <p className={classes.before} dir="auto">
          {t(before ? 'conflicts:before' : 'conflicts:beforeNone', {
            value: before.slice(0, 300),
            when: formatTimeShort(field.baseAt),
          })}
        </p>
      )}
      {!readOnly && !writing && (editor || union) && (
        <div className={classes.ways}>
          {editor && (
            <Button disabled={busy} onClick={() => setWriting(true)}>
              {t('conflicts:write.open')}
            </Button>
          )}
          {union !== undefined && (
            <Button disabled={busy} onClick={() => onUse({ value: union })}>
              {t('conflicts:union')}
            </Button>
          )}
        </div>
      )}
      {writing && editor && (
        <WriteAnew
          busy={busy}
          editor={editor}
          field={field.field}
          kind={detail.kind}
          label={label}
          onCancel={() => setWriting(false)}
          onSave={(value) => onUse({ value })}
          start={start ?? null}
        />
      )}
    </>
  );
};

interface TextWaysProps extends Omit<ValuesProps, 'editor' | 'onUse'> {
  readonly editor: FieldEditor;
  readonly onSave: (value: Json) => void;
}

/** The three-way view of the first text and another one, which is chosen when there are more than two. */
const Texts = ({ values, onSave, ...props }: TextWaysProps) => {
  const { t } = useTranslation();
  const writer = useWriter();
  const [second, setSecond] = useState(1);
  const [mine, theirs] = [values[0], values[second] ?? values[1]];
  if (!mine || !theirs) return null;
  return (
    <>
      {values.length > 2 && (
        <Select
          allowDeselect={false}
          data={values.slice(1).map(({ author }, index) => ({
            value: String(index + 1),
            label: `${t('conflicts:version', { number: index + 2 })} · ${writer(author)}`,
          }))}
          label={t('conflicts:text.second')}
          onChange={(chosen) => setSecond(Number(chosen))}
          value={String(second)}
          w={260}
        />
      )}
      <CombineText key={`${mine.dot} ${theirs.dot}`} {...props} onSave={onSave} pair={[mine, theirs]} />
    </>
  );
};

/** One field of a record in conflict, with every way to settle it and a place for the reason. */
export const FieldSection = (props: FieldSectionProps) => {
  const { detail, field, settle, readOnly, busy } = props;
  const { t } = useTranslation();
  const { author } = useSettings();
  const [reason, setReason] = useState('');
  const [whole, setWhole] = useState(false);
  const label = fieldLabel(t, detail.kind, field.field);
  const values = ordered(field.values, author);
  const words = values.map(({ value }) => fieldText(detail.kind, field.field, value, detail.names));
  const editor = editorOf(
    detail.kind,
    field.field,
    values.map(({ value }) => value),
  );
  const use = (chosen: Use): void => attempt(settle(field, chosen, reason.trim()));
  const long = isLong(editor, words);
  const common = { ...props, values, words, label };
  return (
    <section aria-label={label} className={classes.field}>
      <header className={classes.fieldHead}>
        <h3>{label}</h3>
        {long && (
          <SegmentedControl
            aria-label={t('conflicts:text.view')}
            data={[
              { value: 'paragraphs', label: t('conflicts:text.byParagraph') },
              { value: 'whole', label: t('conflicts:text.whole') },
            ]}
            onChange={(chosen) => setWhole(chosen === 'whole')}
            size="xs"
            value={whole ? 'whole' : 'paragraphs'}
          />
        )}
      </header>
      {field.field === 'retired' && <RetiredQuestion {...props} onAnswer={(retired) => use({ value: retired })} />}
      {field.field !== 'retired' && long && !whole && editor && (
        <Texts {...common} editor={editor} onSave={(value) => use({ value })} />
      )}
      {field.field !== 'retired' && (!long || whole) && <Values {...common} editor={editor} onUse={use} />}
      {!readOnly && (
        <TextInput
          aria-label={t('conflicts:reason')}
          className={classes.why}
          disabled={busy}
          maxLength={2000}
          onChange={(event) => setReason(event.currentTarget.value)}
          placeholder={t('conflicts:reasonHint')}
          value={reason}
        />
      )}
    </section>
  );
};

import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictDetail, ConflictField, ConflictValue } from '#shared/contract/exchange.ts';
import { assemble, type Choice, mergeLines, mergeProse, type Region } from '#shared/model/paragraphs.ts';
import { type Prose, type ProseNode, proseText } from '#shared/model/prose.ts';
import '../../editor/editor.css';
import { ProseView } from '../../editor/ProseView.tsx';
import classes from './Conflicts.module.css';
import { type FieldEditor, type Json, proseOf, withProse } from './fields.ts';
import { type ParagraphView, ThreeWay } from './ThreeWay.tsx';
import { useWriter } from './ValueCard.tsx';
import { WriteAnew } from './WriteAnew.tsx';

interface CombineTextProps {
  readonly detail: ConflictDetail;
  readonly field: ConflictField;
  readonly label: string;
  readonly editor: FieldEditor;
  readonly pair: readonly [ConflictValue, ConflictValue];
  readonly readOnly: boolean;
  readonly busy: boolean;
  readonly onSave: (value: Json) => void;
}

interface CombineProps<P> extends CombineTextProps {
  readonly regions: readonly Region<P>[];
  readonly view: ParagraphView<P>;
  readonly toValue: (paragraphs: readonly P[]) => Json;
}

/** How two writers are told apart, also when they go by one name. */
const useWriters = ([first, second]: readonly [ConflictValue, ConflictValue]): [string, string] => {
  const { t } = useTranslation();
  const writer = useWriter();
  const name = (value: ConflictValue, number: number): string =>
    first.author === second.author ? t('conflicts:version', { number }) : writer(value.author);
  return [name(first, 1), name(second, 2)];
};

const Combine = <P,>({ detail, field, label, editor, pair, readOnly, busy, onSave, ...text }: CombineProps<P>) => {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<readonly (Choice | undefined)[]>([]);
  const [editing, setEditing] = useState(false);
  const writers = useWriters(pair);
  const { regions, view, toValue } = text;
  const result = assemble(regions, choices);
  const left = regions.filter(({ kind }, index) => kind === 'conflict' && !choices[index]).length;
  const choose = (region: number, choice: Choice): void => {
    setEditing(false);
    setChoices(regions.map((_, index) => (index === region ? choice : choices[index])));
  };
  const foot = (): React.ReactNode => {
    if (!result) return <p className={classes.left}>{t('conflicts:text.left', { count: left })}</p>;
    if (editing)
      return (
        <WriteAnew
          busy={busy}
          editor={editor}
          field={field.field}
          kind={detail.kind}
          label={label}
          onCancel={() => setEditing(false)}
          onSave={onSave}
          start={toValue(result)}
        />
      );
    return (
      <>
        <h4 className={classes.resultHead}>{t('conflicts:text.result')}</h4>
        <div className={classes.result}>{view.show(result)}</div>
        <div className={classes.ways}>
          <Button disabled={busy} onClick={() => onSave(toValue(result))} variant="filled">
            {t('conflicts:text.save')}
          </Button>
          <Button disabled={busy} onClick={() => setEditing(true)}>
            {t('conflicts:text.edit')}
          </Button>
        </div>
      </>
    );
  };
  return (
    <>
      <ThreeWay
        choices={choices}
        onChoose={choose}
        readOnly={readOnly}
        regions={regions}
        view={view}
        writers={writers}
      />
      {!readOnly && foot()}
    </>
  );
};

const PROSE_VIEW: ParagraphView<ProseNode> = {
  show: (content) => <ProseView prose={{ type: 'doc', content: [...content] }} />,
  words: (content) => proseText({ type: 'doc', content: [...content] }),
};

const LINE_VIEW: ParagraphView<string> = {
  show: (lines) => <div className={classes.lines}>{lines.join('\n')}</div>,
  words: (lines) => lines.join('\n'),
};

const CombineProse = (props: CombineTextProps & { readonly mine: Prose; readonly theirs: Prose }) => {
  const { mine, theirs, field, detail } = props;
  const regions = useMemo(() => mergeProse(proseOf(field.base) ?? null, mine, theirs), [field.base, mine, theirs]);
  const toValue = (content: readonly ProseNode[]): Json =>
    withProse(detail.kind, { type: 'doc', content: [...content] });
  return <Combine {...props} regions={regions} toValue={toValue} view={PROSE_VIEW} />;
};

const CombineLines = (props: CombineTextProps & { readonly mine: string; readonly theirs: string }) => {
  const { mine, theirs, field } = props;
  const base = typeof field.base === 'string' ? field.base : null;
  const regions = useMemo(() => mergeLines(base, mine, theirs), [base, mine, theirs]);
  return <Combine {...props} regions={regions} toValue={(lines) => lines.join('\n')} view={LINE_VIEW} />;
};

/** The three-way view of long text, against the common version; saving it is an ordinary edit (M12). */
export const CombineText = (props: CombineTextProps) => {
  const [mine, theirs] = props.pair;
  const texts = useMemo(() => [proseOf(mine.value), proseOf(theirs.value)] as const, [mine.value, theirs.value]);
  if (texts[0] && texts[1]) return <CombineProse {...props} mine={texts[0]} theirs={texts[1]} />;
  return <CombineLines {...props} mine={String(mine.value ?? '')} theirs={String(theirs.value ?? '')} />;
};

import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatEdtf } from '#shared/model/dates.ts';
import { MARKINGS, markingLabel } from '#shared/model/marking.ts';
import { parseQuantity } from '#shared/model/quantity.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import { useApi } from '../../api/context.ts';
import { problemText } from '../../api/problem.ts';
import { notice } from '../../app/notices.tsx';
import { closeOverlay } from '../../app/overlays.tsx';
import { goTo } from '../../app/place.ts';
import { today } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { focusAtOnce } from '../../ui/focus.ts';
import { Keys } from '../../ui/Keys.tsx';
import { SubjectPicker } from '../../ui/SubjectPicker.tsx';
import { TagInput } from '../../ui/TagInput.tsx';
import { choiceOf } from '../evidence/draft.ts';
import { EvidenceFields } from '../evidence/EvidenceFields.tsx';
import classes from './Capture.module.css';
import { type CaptureDraft, type CaptureField, captureInput, nextCapture, useCapture, wrongFields } from './draft.ts';

interface FieldsProps {
  readonly draft: CaptureDraft;
  readonly change: (part: Partial<CaptureDraft>) => void;
  readonly wrong: readonly CaptureField[];
}

const Fields = ({ draft, change, wrong }: FieldsProps) => {
  const { t } = useTranslation();
  const quantity = parseQuantity(draft.value);
  const error = (field: Exclude<CaptureField, 'statement' | 'accessed'>): string | null =>
    wrong.includes(field) ? t(`capture:wrong.${field}`) : null;
  return (
    <>
      <div className={classes.triple}>
        <SubjectPicker
          label={t('facts:fields.subject')}
          value={draft.subject}
          onChange={(subject) => change({ subject })}
        />
        <TextInput
          label={t('facts:fields.value')}
          placeholder={t('capture:valuePlaceholder')}
          value={draft.value}
          error={error('value')}
          description={quantity && formatQuantity(quantity)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => change({ value: event.currentTarget.value })}
        />
        <TextInput
          label={t('facts:fields.asOf')}
          placeholder={t('capture:datePlaceholder')}
          value={draft.asOf}
          error={error('asOf')}
          description={draft.asOf && !wrong.includes('asOf') && formatEdtf(draft.asOf.trim())}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => change({ asOf: event.currentTarget.value })}
        />
      </div>
      <hr className={classes.line} />
      <EvidenceFields
        value={draft.evidence}
        sourceError={error('source')}
        onChange={(evidence) => change({ evidence })}
      />
      <hr className={classes.line} />
      <div className={classes.double}>
        <Select
          label={t('common:marking')}
          allowDeselect={false}
          value={draft.marking}
          data={MARKINGS.map((marking) => ({ value: marking, label: markingLabel(marking) }))}
          onChange={(chosen) => change({ marking: MARKINGS.find((marking) => marking === chosen) ?? draft.marking })}
          comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
        />
        <TagInput
          framed
          label={t('facts:fields.tags')}
          value={draft.tags}
          save={(tags) => {
            change({ tags });
            return Promise.resolve();
          }}
        />
      </div>
    </>
  );
};

/** Captures a fact with its source from anywhere in the window, by keyboard alone if wished. */
const Capture = () => {
  const { t } = useTranslation();
  const { api } = useApi();
  const draft = useCapture((state) => state.draft);
  const [tried, setTried] = useState(false);
  const statement = useRef<HTMLTextAreaElement>(null);
  // One function for good: React calls a new one after every letter, and the focus would jump back here.
  const begin = useCallback((element: HTMLTextAreaElement | null) => {
    statement.current = element;
    focusAtOnce(element);
  }, []);
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: (input: Parameters<typeof api.facts.add>[0]) => api.facts.add(input),
  });
  const change = (part: Partial<CaptureDraft>): void =>
    useCapture.setState((state) => ({ draft: { ...state.draft, ...part } }));

  const save = async (goOn: boolean): Promise<void> => {
    setTried(true);
    if (wrongFields(draft).length > 0) return;
    const fact = await add.mutateAsync(captureInput(draft, today())).catch(() => null);
    if (!fact) return;
    const source = fact.evidence[0]?.sourceRecord;
    const next = nextCapture(draft);
    // A source that was new is known from now on.
    useCapture.setState({
      draft: source ? { ...next, evidence: { ...next.evidence, source: choiceOf(source) } } : next,
    });
    setTried(false);
    if (goOn) return statement.current?.focus();
    closeOverlay();
    notice(t('capture:saved'), { label: t('capture:show'), run: () => goTo('facts', fact.id) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save(true);
  };
  const wrong = tried ? wrongFields(draft) : [];
  return (
    <Dialog onClose={closeOverlay} size={600} title={t('app:capture')}>
      <form
        className={classes.form}
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void save(false);
        }}
      >
        <Textarea
          ref={begin}
          label={t('facts:fields.statement')}
          placeholder={t('capture:statementPlaceholder')}
          autosize
          minRows={2}
          maxRows={6}
          dir="auto"
          value={draft.statement}
          error={wrong.includes('statement') && t('facts:statementMissing')}
          onChange={(event) => change({ statement: event.currentTarget.value })}
          data-autofocus
        />
        <Fields draft={draft} change={change} wrong={wrong} />
        <div className={classes.foot}>
          <span role={add.isError ? 'alert' : 'status'} data-problem={add.isError || undefined}>
            {add.isError
              ? problemText(add.error).sentence
              : add.data && t('capture:last', { statement: add.data.statement })}
          </span>
          <Button type="submit" loading={add.isPending}>
            {t('capture:save')}
          </Button>
          <Button
            variant="filled"
            loading={add.isPending}
            onClick={() => void save(true)}
            rightSection={<Keys keys="mod+enter" />}
          >
            {t('capture:saveAndGoOn')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
export default Capture;

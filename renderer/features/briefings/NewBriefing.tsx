import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateItem } from '#shared/contract/templates.ts';
import { daySchema } from '#shared/model/dates.ts';
import { fillParameters, type Template } from '#shared/model/template.ts';
import { useApi } from '../../api/context.ts';
import { problemText } from '../../api/problem.ts';
import { useSettings } from '../../api/settings.ts';
import { goTo } from '../../app/place.ts';
import { Problem } from '../../ui/Problem.tsx';
import classes from './NewBriefing.module.css';

interface ChooserProps {
  readonly templates: readonly TemplateItem[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

const Chooser = ({ templates, chosen, onChoose }: ChooserProps) => {
  const { t } = useTranslation();
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const at = templates.findIndex((template) => template.id === chosen);
    const next = templates[Math.max(0, Math.min(templates.length - 1, at + step))];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    document.getElementById(`template-${next.id}`)?.focus();
  };
  return (
    <div aria-label={t('briefings:new.template')} className={classes.chooser} onKeyDown={onKey} role="radiogroup">
      {templates.map((template) => (
        // biome-ignore lint/a11y/useSemanticElements: a row with two lines of text
        <button
          aria-checked={template.id === chosen}
          className={classes.template}
          data-autofocus={template.id === chosen || undefined}
          id={`template-${template.id}`}
          key={template.id}
          onClick={() => onChoose(template.id)}
          role="radio"
          tabIndex={template.id === chosen ? 0 : -1}
          type="button"
        >
          {template.title}
          <small>{t('briefings:new.sections', { count: template.sections })}</small>
        </button>
      ))}
    </div>
  );
};

interface Details {
  readonly subtitle: string;
  readonly customer: string;
  readonly question: string;
  readonly date: string;
  readonly author: string;
}

const today = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

const Form = ({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const settings = useSettings();
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(template.parameters.map(({ key, value }) => [key, value])),
  );
  const [title, setTitle] = useState<string | null>(null);
  const [details, setDetails] = useState<Details>(() => ({
    subtitle: '',
    customer: '',
    question: '',
    date: today(),
    author: settings.author,
  }));
  const canFill = template.sections.some((section) => section.fill !== null);
  const [fill, setFill] = useState(canFill);
  const proposed = fillParameters(template.briefingTitle, values) || template.title;
  const create = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      api.briefings.create({
        template: template.id,
        title: (title ?? proposed).trim(),
        parameters: values,
        fill: canFill && fill,
        details: { ...details, date: details.date || null, page: settings.page },
      }),
    onSuccess: ({ id }) => {
      onClose();
      goTo('briefings', id);
    },
  });
  const dateWrong = details.date !== '' && !daySchema.safeParse(details.date).success;
  const titleWrong = (title ?? proposed).trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!dateWrong && !titleWrong && !create.isPending) create.mutate();
  };
  const detail = (key: keyof Details, error?: string | false) => (
    <TextInput
      error={error}
      label={t(`briefings:fields.${key}`)}
      onChange={(event) => setDetails({ ...details, [key]: event.currentTarget.value })}
      placeholder={key === 'date' ? '' : t(`briefings:fields.${key}Hint`)}
      value={details[key]}
    />
  );
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.scroll}>
        {template.description && <p className={classes.description}>{template.description}</p>}
        <div className={classes.columns}>
          <div className={classes.fields}>
            {template.parameters.map(({ key, label }) => (
              <TextInput
                key={key}
                label={label}
                onChange={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
                value={values[key] ?? ''}
              />
            ))}
            <TextInput
              error={titleWrong && t('briefings:fields.titleNeeded')}
              label={t('briefings:fields.title')}
              onChange={(event) => setTitle(event.currentTarget.value)}
              value={title ?? proposed}
            />
            {detail('subtitle')}
            {detail('customer')}
            {detail('question')}
            <div className={classes.pair}>
              {detail('date', dateWrong && t('common:dayHelp'))}
              {detail('author')}
            </div>
          </div>
          <section aria-label={t('briefings:new.preview')} className={classes.preview}>
            <h3>{t('briefings:new.preview')}</h3>
            <ol>
              {template.sections.map((section) => (
                <li key={section.key}>
                  <strong>{fillParameters(section.heading, values)}</strong>
                  {section.guidance && <span>{fillParameters(section.guidance, values)}</span>}
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
      <footer className={classes.foot}>
        {canFill && (
          <Checkbox
            checked={fill}
            label={t('briefings:new.fill')}
            onChange={(event) => setFill(event.currentTarget.checked)}
            size="xs"
          />
        )}
        {create.isError && (
          <p className={classes.error} role="alert">
            {problemText(create.error).sentence}
          </p>
        )}
        <span className={classes.gap} />
        <Button onClick={onClose}>{t('briefings:new.cancel')}</Button>
        <Button loading={create.isPending} type="submit" variant="filled">
          {t('briefings:new.create')}
        </Button>
      </footer>
    </form>
  );
};

/** A new briefing: the template with what it holds, its parameters, and what goes on the cover. */
const NewBriefing = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const list = useQuery(q.templates.list.queryOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? list.data?.[0]?.id;
  const template = useQuery({
    ...q.templates.get.queryOptions({ input: { template: id ?? '' } }),
    enabled: id !== undefined,
    placeholderData: (previous) => previous,
  });
  useEffect(() => {
    if (chosen === null && list.data?.[0]) setChosen(list.data[0].id);
  }, [chosen, list.data]);
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('common:close') }}
      classNames={{ body: classes.body ?? '' }}
      onClose={onClose}
      opened
      size={980}
      styles={{ body: { padding: 0 } }}
      title={t('briefings:new.title')}
    >
      {list.isError && <Problem error={list.error} retry={() => void list.refetch()} />}
      {list.data && id && <Chooser chosen={id} onChoose={setChosen} templates={list.data} />}
      {template.data && <Form key={template.data.id} onClose={onClose} template={template.data} />}
    </Modal>
  );
};
export default NewBriefing;

import { Button, Menu } from '@mantine/core';
import { IconGavel, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BriefingFields } from '#shared/model/briefing.ts';
import { useApi } from '../../api/context.ts';
import { attempt } from '../../app/notices.tsx';
import { AutoText } from '../../editor/AutoText.tsx';
import { ChoiceProblem } from '../../ui/ChoiceProblem.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Field, Fields } from '../../ui/Field.tsx';
import { InlineSelect } from '../../ui/InlineSelect.tsx';
import { InlineText } from '../../ui/InlineText.tsx';
import { MarkingPicker } from '../../ui/MarkingPicker.tsx';
import { useChoice } from '../../ui/use-choice.ts';
import { useBuilder } from './builder-context.tsx';
import classes from './Document.module.css';
import { InConflict } from './InConflict.tsx';
import { JudgementCard } from './JudgementCard.tsx';

/** Saves fields of the briefing as of the given revision, by default the one on the screen. */
const useEdit = () => {
  const { briefing, edit } = useBuilder();
  const { id, revision } = briefing;
  return (patch: Partial<BriefingFields>, seen = revision) => edit((api) => api.briefings.edit({ id, patch, seen }));
};

const BottomLine = () => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { briefing, readOnly } = useBuilder();
  const edit = useEdit();
  const chosen = briefing.judgements.find((judgement) => judgement.id === briefing.bottomLine);
  const others = briefing.judgements.filter((judgement) => judgement.id !== briefing.bottomLine && judgement.sentence);
  const choice = useChoice(briefing.bottomLine, (bottomLine) => edit({ bottomLine }));
  const sentenceOf = (id: string | null): string =>
    id === null ? '' : briefing.judgements.find((one) => one.id === id)?.sentence || t('briefings:cover.unwritten');
  const write = async (): Promise<void> => {
    const { id } = await api.judgements.add({ scale: briefing.scale });
    await choice.commit(id);
  };
  return (
    <section aria-label={t('briefings:cover.bottomLine')} className={classes.coverPart}>
      <h3>{t('briefings:cover.bottomLine')}</h3>
      {chosen ? (
        <JudgementCard judgement={chosen} />
      ) : (
        <p className={classes.guidance}>{t('briefings:cover.bottomLineHint')}</p>
      )}
      <ChoiceProblem choice={choice} mine={sentenceOf(choice.value)} theirs={sentenceOf(briefing.bottomLine)} />
      {!readOnly && (
        <div className={classes.coverWays}>
          {!chosen && (
            <Button leftSection={<IconPlus size={14} />} onClick={() => attempt(write())}>
              {t('briefings:cover.writeBottomLine')}
            </Button>
          )}
          {others.length > 0 && (
            <Menu {...choice.list}>
              <Menu.Target>
                <Button leftSection={<IconGavel size={14} />} variant={chosen ? 'subtle' : 'default'}>
                  {t('briefings:cover.chooseBottomLine')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown maw={480}>
                {others.map((judgement) => (
                  <Menu.Item key={judgement.id} onClick={() => void choice.commit(judgement.id)}>
                    {judgement.sentence}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          {chosen && (
            <Button onClick={() => void choice.commit(null)} variant="subtle">
              {t('briefings:cover.dropBottomLine')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
};

/** What stands before the first section: for whom, which question, when, by whom, the bottom line, the sources in sum. */
export const Cover = () => {
  const { t } = useTranslation();
  const { briefing, readOnly } = useBuilder();
  const edit = useEdit();
  const line = (field: 'subtitle' | 'customer' | 'question' | 'author') => (
    <Field label={t(`briefings:fields.${field}`)}>
      <InlineText
        label={t(`briefings:fields.${field}`)}
        placeholder={t(`briefings:fields.${field}Hint`)}
        readOnly={readOnly}
        save={(text) => edit({ [field]: text })}
        value={briefing[field]}
      />
    </Field>
  );
  return (
    <section aria-label={t('briefings:cover.label')} className={classes.cover} data-section="cover">
      <p className={classes.coverTitle}>{briefing.title}</p>
      <InConflict id={briefing.id} />
      <Fields>
        {line('subtitle')}
        {line('customer')}
        {line('question')}
        <Field label={t('briefings:fields.date')}>
          <DateField
            day
            label={t('briefings:fields.date')}
            readOnly={readOnly}
            save={(date) => edit({ date })}
            value={briefing.date}
          />
        </Field>
        {line('author')}
        <Field label={t('briefings:fields.marking')}>
          <MarkingPicker readOnly={readOnly} save={(marking) => edit({ marking })} value={briefing.marking} />
        </Field>
        <Field label={t('briefings:fields.page')}>
          <InlineSelect
            choices={[
              { value: 'A4', label: 'A4' },
              { value: 'Letter', label: 'Letter' },
            ]}
            label={t('briefings:fields.page')}
            readOnly={readOnly}
            save={(page) => edit({ page })}
            value={briefing.page}
          />
        </Field>
      </Fields>
      {briefing.banner !== briefing.marking && (
        <p className={classes.guidance}>{t('briefings:cover.raised', { banner: briefing.banner })}</p>
      )}
      <BottomLine />
      <section aria-label={t('briefings:cover.sourceSummary')} className={classes.coverPart}>
        <h3>{t('briefings:cover.sourceSummary')}</h3>
        <AutoText
          aria-label={t('briefings:cover.sourceSummary')}
          classNames={{ input: classes.summary ?? '' }}
          id={`${briefing.id}/sourceSummary`}
          minRows={2}
          placeholder={t('briefings:cover.sourceSummaryHint')}
          readOnly={readOnly}
          revision={briefing.revision}
          value={briefing.sourceSummary}
          write={async (sourceSummary, seen) => (await edit({ sourceSummary }, seen)).revision}
        />
      </section>
    </section>
  );
};

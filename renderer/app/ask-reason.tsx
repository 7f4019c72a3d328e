import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { Dialog } from '../ui/Dialog.tsx';

interface Question {
  /** What is about to happen, in one sentence. */
  readonly sentence: string;
  readonly answer: (reason: string | null) => void;
}

const useQuestion = create<{ readonly question: Question | null }>(() => ({ question: null }));

/** Asks why, before something that must not happen without a reason. Null when the user thought better of it. */
export const askReason = (sentence: string): Promise<string | null> =>
  new Promise((resolve) =>
    useQuestion.setState({
      question: {
        sentence,
        answer: (reason) => {
          useQuestion.setState({ question: null });
          resolve(reason);
        },
      },
    }),
  );

const ReasonForm = ({ question }: { question: Question }) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) question.answer(reason.trim());
      }}
    >
      <TextInput
        label={t('common:reason')}
        description={t('common:reasonHelp')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <Group justify="flex-end" gap={8} mt={16}>
        <Button onClick={() => question.answer(null)}>{t('common:cancel')}</Button>
        <Button type="submit" variant="filled" disabled={!reason.trim()}>
          {t('common:continue')}
        </Button>
      </Group>
    </form>
  );
};

/** The box behind `askReason`; there is one in the window. */
export const ReasonBox = () => {
  const question = useQuestion((state) => state.question);
  return (
    question && (
      <Dialog onClose={() => question.answer(null)} title={question.sentence}>
        <ReasonForm question={question} />
      </Dialog>
    )
  );
};

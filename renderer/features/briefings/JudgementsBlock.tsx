import { Button, Menu } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Block, BlockContent } from '#shared/model/briefing.ts';
import { useApi } from '../../api/context.ts';
import { attempt } from '../../app/notices.tsx';
import { BlockFrame } from './BlockFrame.tsx';
import { useBuilder } from './builder-context.tsx';
import { JudgementCard } from './JudgementCard.tsx';
import { useBlockContent } from './use-block.ts';

interface Props {
  readonly block: Block;
  readonly content: Extract<BlockContent, { type: 'judgements' }>;
}

/** Key judgements, one card each. */
export const JudgementsBlock = ({ block, content: stored }: Props) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { briefing, readOnly } = useBuilder();
  const { content, set } = useBlockContent(block, stored);
  const shown = content.judgements.flatMap((id) => briefing.judgements.find((judgement) => judgement.id === id) ?? []);
  const add = async (): Promise<void> => {
    const { id } = await api.judgements.add({ scale: briefing.scale });
    set({ ...content, judgements: [...content.judgements, id] });
  };
  const take = (id: string): void =>
    set({ ...content, judgements: content.judgements.filter((other) => other !== id) });
  return (
    <BlockFrame
      block={block}
      label={t('briefings:insert.judgements.name')}
      menu={
        shown.length > 1 && (
          <>
            {shown.map((judgement) => (
              <Menu.Item key={judgement.id} leftSection={<IconTrash size={16} />} onClick={() => take(judgement.id)}>
                {t('briefings:judgement.take', { sentence: judgement.sentence.slice(0, 40) })}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )
      }
    >
      {shown.map((judgement) => (
        <JudgementCard judgement={judgement} key={judgement.id} />
      ))}
      {!readOnly && (
        <Button
          leftSection={<IconPlus size={14} />}
          mt={4}
          onClick={() => attempt(add())}
          size="compact-sm"
          variant="subtle"
        >
          {t('briefings:judgement.add')}
        </Button>
      )}
    </BlockFrame>
  );
};

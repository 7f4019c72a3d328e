import type { BriefingDetail, SectionDetail } from '#shared/contract/briefings.ts';

/** The ids of what stands below a line of the outline: a section with its blocks and judgements, or the cover. */
export const partsOf = (
  { id, bottomLine }: Pick<BriefingDetail, 'id' | 'bottomLine'>,
  line: Pick<SectionDetail, 'id' | 'blocks'> | 'cover',
): readonly string[] => {
  if (line === 'cover') return [id, ...(bottomLine === null ? [] : [bottomLine])];
  const judgements = line.blocks.flatMap(({ content }) => (content.type === 'judgements' ? content.judgements : []));
  return [line.id, ...line.blocks.map((block) => block.id), ...judgements];
};

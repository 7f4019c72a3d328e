import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CHOICES, type Choice, needsChoice, type Region } from '#shared/model/paragraphs.ts';
import { OwnWords } from '../../ui/WordDifference.tsx';
import classes from './Conflicts.module.css';

/** How paragraphs are shown, and told as plain words. */
export interface ParagraphView<P> {
  readonly show: (paragraphs: readonly P[]) => ReactNode;
  readonly words: (paragraphs: readonly P[]) => string;
}

interface ThreeWayProps<P> {
  readonly regions: readonly Region<P>[];
  readonly view: ParagraphView<P>;
  /** Who wrote the two texts. */
  readonly writers: readonly [string, string];
  readonly choices: readonly (Choice | undefined)[];
  readonly onChoose: (region: number, choice: Choice) => void;
  readonly readOnly: boolean;
}

/** At most this many unchanged paragraphs in a row are shown whole. */
const FEW = 3;

const Unchanged = <P,>({ region, view }: { readonly region: Region<P>; readonly view: ParagraphView<P> }) => {
  const { t } = useTranslation();
  const { mine } = region;
  return (
    <div className={classes.same}>
      {mine.length <= FEW ? (
        view.show(mine)
      ) : (
        <>
          {view.show(mine.slice(0, 1))}
          <p className={classes.folded}>{t('conflicts:text.folded', { count: mine.length - 2 })}</p>
          {view.show(mine.slice(-1))}
        </>
      )}
    </div>
  );
};

interface SideProps<P> {
  readonly paragraphs: readonly P[];
  readonly other: readonly P[];
  readonly view: ParagraphView<P>;
  readonly taken: boolean;
  readonly writer: string;
}

const Side = <P,>({ paragraphs, other, view, taken, writer }: SideProps<P>) => {
  const { t } = useTranslation();
  const words = view.words(paragraphs);
  const differs = words !== view.words(other);
  return (
    <div className={classes.side} data-taken={taken || undefined}>
      <span className="visually-hidden">{writer}</span>
      {paragraphs.length === 0 && <em className={classes.nothing}>{t('conflicts:text.nothing')}</em>}
      {differs ? (
        <div className="bw-prose">
          <OwnWords other={view.words(other)} text={words} />
        </div>
      ) : (
        view.show(paragraphs)
      )}
    </div>
  );
};

/** What is taken where nobody has chosen yet. */
const given = ({ kind }: Region<unknown>): Choice | '' =>
  kind === 'conflict' ? '' : kind === 'theirs' ? 'theirs' : 'mine';

/** Two texts and what they have in common, paragraph by paragraph; of each that differs, one or both are taken (M12). */
export const ThreeWay = <P,>({ regions, view, writers, choices, onChoose, readOnly }: ThreeWayProps<P>) => {
  const { t } = useTranslation();
  const names = { mine: writers[0], theirs: writers[1] };
  const differing = regions.filter(({ kind }) => kind !== 'same' && kind !== 'alike');
  return (
    <div className={classes.threeWay}>
      <div aria-hidden className={classes.heads}>
        <strong dir="auto">{writers[0]}</strong>
        <strong dir="auto">{writers[1]}</strong>
      </div>
      {regions.map((region, index) => {
        const key = index;
        if (region.kind === 'same' || region.kind === 'alike')
          return <Unchanged key={key} region={region} view={view} />;
        const chosen = choices[index] ?? given(region);
        const number = differing.indexOf(region) + 1;
        return (
          <fieldset
            className={classes.region}
            data-open={(needsChoice(region) && chosen === '') || undefined}
            key={key}
          >
            <legend>{t(`conflicts:text.region.${region.kind}`, { number, total: differing.length, ...names })}</legend>
            <div className={classes.sides}>
              <Side
                other={region.theirs}
                paragraphs={region.mine}
                taken={chosen.includes('mine')}
                view={view}
                writer={names.mine}
              />
              <Side
                other={region.mine}
                paragraphs={region.theirs}
                taken={chosen.includes('theirs')}
                view={view}
                writer={names.theirs}
              />
            </div>
            {!readOnly && (
              <SegmentedControl
                aria-label={t('conflicts:text.take', { number })}
                classNames={{ label: classes.choice ?? '' }}
                data={CHOICES.map((value) => ({ value, label: t(`conflicts:text.choice.${value}`, names) }))}
                onChange={(value) => onChoose(index, value as Choice)}
                size="xs"
                value={chosen}
              />
            )}
          </fieldset>
        );
      })}
    </div>
  );
};
